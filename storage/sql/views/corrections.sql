CREATE VIEW corrections AS
SELECT "correction_id", "act", "subject_type", "subject_id", "field", "before", "value", "result_id", "why", "who", "made_at", "known_at" FROM corrections_rows ORDER BY known_at, made_at, correction_id;
COMMENT ON VIEW corrections IS 'What people corrected, merged, split, rejected or confirmed, from the run on that put it into effect.';
COMMENT ON COLUMN corrections."correction_id" IS 'The correction: a hash of the act.';
COMMENT ON COLUMN corrections."act" IS 'correct, merge, split, reject or confirm.';
COMMENT ON COLUMN corrections."subject_type" IS 'mention, event, observation or promise.';
COMMENT ON COLUMN corrections."subject_id" IS 'What was corrected; of a merge the event that went.';
COMMENT ON COLUMN corrections."field" IS 'The field that was corrected.';
COMMENT ON COLUMN corrections."before" IS 'Its value until then.';
COMMENT ON COLUMN corrections."value" IS 'Its value since; of a split the mentions.';
COMMENT ON COLUMN corrections."result_id" IS 'Of a merge the event that stays, of a split the event that was founded.';
COMMENT ON COLUMN corrections."why" IS 'The reason that was given.';
COMMENT ON COLUMN corrections."who" IS 'Who decided.';
COMMENT ON COLUMN corrections."made_at" IS 'When it was decided, UTC.';
COMMENT ON COLUMN corrections."known_at" IS 'The clock of the run that put it into effect, UTC.';
