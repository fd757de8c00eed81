CREATE VIEW promises AS
SELECT p.promise_id, p."by", p."to", p.what, p.type, p.action, p.items, p.instruments, p.made_on, p.due, p.status, p.status_since, p.slipped_from, p.answered_by, p.answered_on, p.withdrawn_on, p.commitment, p.event_id, p.evidence, p.citation, f.first_known_at AS known_at
FROM promises_rows p JOIN promises_latest f ON f.place = p.rowid;
COMMENT ON VIEW promises IS 'Acts promised by a date, with the status on the day of the last run; `reewatch promises` works it out for any clock.';
COMMENT ON COLUMN promises."promise_id" IS 'The promise: named after the mention that founded it.';
COMMENT ON COLUMN promises."by" IS 'Who promises.';
COMMENT ON COLUMN promises."to" IS 'To whom.';
COMMENT ON COLUMN promises."what" IS 'What is promised, in a plain line.';
COMMENT ON COLUMN promises."type" IS 'Type of event (contract).';
COMMENT ON COLUMN promises."action" IS 'Action of the type (contract).';
COMMENT ON COLUMN promises."items" IS 'The goods, as ids.';
COMMENT ON COLUMN promises."instruments" IS 'Canonical ids of legal texts.';
COMMENT ON COLUMN promises."made_on" IS 'When it was made.';
COMMENT ON COLUMN promises."due" IS 'By when.';
COMMENT ON COLUMN promises."status" IS 'open, met, overdue, withdrawn or unknown.';
COMMENT ON COLUMN promises."status_since" IS 'Since when the status holds, in the world.';
COMMENT ON COLUMN promises."slipped_from" IS 'An earlier due date.';
COMMENT ON COLUMN promises."answered_by" IS 'The event that answers it.';
COMMENT ON COLUMN promises."answered_on" IS 'The day on which it was done.';
COMMENT ON COLUMN promises."withdrawn_on" IS 'The day on which it was taken back.';
COMMENT ON COLUMN promises."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN promises."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN promises."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN promises."citation" IS 'The source of a baseline promise.';
COMMENT ON COLUMN promises."known_at" IS 'When a run first learned it, UTC.';
