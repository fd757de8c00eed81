CREATE VIEW changes AS
SELECT "change_id", "kind", "subject_type", "subject_id", "event_id", "title", "before", "after", "significance", "indicator_id", "evidence", "known_at" FROM changes_rows;
COMMENT ON VIEW changes IS 'Everything that a run learned anew, ranked by significance.';
COMMENT ON COLUMN changes."change_id" IS 'The change.';
COMMENT ON COLUMN changes."kind" IS 'new, raised, lowered, confirmed, suspended, ... (TRACKING).';
COMMENT ON COLUMN changes."subject_type" IS 'What changed: event, instrument, promise, observation, indicator, article or source.';
COMMENT ON COLUMN changes."subject_id" IS 'Which one.';
COMMENT ON COLUMN changes."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN changes."title" IS 'One plain line.';
COMMENT ON COLUMN changes."before" IS 'What was known before, in a short line.';
COMMENT ON COLUMN changes."after" IS 'What is known now, in a short line.';
COMMENT ON COLUMN changes."significance" IS 'How much it weighs, 0 to 1.';
COMMENT ON COLUMN changes."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN changes."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN changes."known_at" IS 'When a run learned it, UTC.';
