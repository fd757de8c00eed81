CREATE VIEW claims AS
SELECT "topic", "party", "stance", "says", "event_id", "evidence", "known_at" FROM claims_rows;
COMMENT ON VIEW claims IS 'What each party says of one matter.';
COMMENT ON COLUMN claims."topic" IS 'What it is about, in plain words.';
COMMENT ON COLUMN claims."party" IS 'US, CN, EU or text.';
COMMENT ON COLUMN claims."stance" IS 'affirms, denies, differs or silent.';
COMMENT ON COLUMN claims."says" IS 'What the party says.';
COMMENT ON COLUMN claims."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN claims."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN claims."known_at" IS 'When a run learned it, UTC.';
