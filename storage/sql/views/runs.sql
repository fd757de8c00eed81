CREATE VIEW runs AS
SELECT run_id, any_value(kind) AS kind, any_value(as_of) AS as_of, any_value(input_hash) AS input_hash,
    arg_max(status, list_position(['started', 'ingested', 'derived', 'published'], status)) AS status,
    any_value(manifest) FILTER (manifest IS NOT NULL) AS manifest,
    any_value(manifest_hash) FILTER (manifest_hash IS NOT NULL) AS manifest_hash
FROM runs_rows GROUP BY run_id ORDER BY as_of;
COMMENT ON VIEW runs IS 'Every run that is finished or under way, with the last stage it reached.';
COMMENT ON COLUMN runs."run_id" IS 'The run: a hash of its kind and clock.';
COMMENT ON COLUMN runs."kind" IS 'nightly, poll, import or correct.';
COMMENT ON COLUMN runs."as_of" IS 'The run''s clock, UTC.';
COMMENT ON COLUMN runs."input_hash" IS 'Hash of an import''s files.';
COMMENT ON COLUMN runs."status" IS 'The last stage that it reached.';
COMMENT ON COLUMN runs."manifest" IS 'What the run did, as JSON.';
COMMENT ON COLUMN runs."manifest_hash" IS 'Hash of the manifest.';
