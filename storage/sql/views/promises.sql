CREATE VIEW promises AS
SELECT "promise_id", "by", "to", "what", "type", "action", "items", "made_on", "due", "status", "status_since", "slipped_from", "answered_by", "commitment", "evidence", "known_at" FROM promises_rows
WHERE promise_id NOT IN (SELECT subject_id FROM rejections_rows);
COMMENT ON VIEW promises IS 'Acts promised by a date.';
COMMENT ON COLUMN promises."promise_id" IS 'The promise.';
COMMENT ON COLUMN promises."by" IS 'Who promises.';
COMMENT ON COLUMN promises."to" IS 'To whom.';
COMMENT ON COLUMN promises."what" IS 'What is promised, in a plain line.';
COMMENT ON COLUMN promises."type" IS 'Type of event (contract).';
COMMENT ON COLUMN promises."action" IS 'Action of the type (contract).';
COMMENT ON COLUMN promises."items" IS 'The goods, as ids.';
COMMENT ON COLUMN promises."made_on" IS 'When it was made.';
COMMENT ON COLUMN promises."due" IS 'By when.';
COMMENT ON COLUMN promises."status" IS 'open, met, overdue, withdrawn or unknown.';
COMMENT ON COLUMN promises."status_since" IS 'Since when the status holds.';
COMMENT ON COLUMN promises."slipped_from" IS 'An earlier due date.';
COMMENT ON COLUMN promises."answered_by" IS 'The event that answers it.';
COMMENT ON COLUMN promises."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN promises."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN promises."known_at" IS 'When a run learned it, UTC.';
