CREATE VIEW sources_health AS
WITH sources AS (SELECT source_id, arg_max(name, known_at) AS name, arg_max(url, known_at) AS url FROM polled_sources_rows GROUP BY source_id),
polls AS (SELECT source_id, max(known_at) AS last_asked_at, arg_max(outcome, known_at) AS last_outcome, arg_max(detail, known_at) AS detail,
    max(known_at) FILTER (outcome IN ('fetched', 'unchanged', 'not_modified', 'empty')) AS last_answered_at
  FROM fetches_rows WHERE purpose = 'source' GROUP BY source_id),
fails AS (SELECT f.source_id, count(*) AS failures FROM fetches_rows f JOIN polls p USING (source_id)
  WHERE f.purpose = 'source' AND (p.last_answered_at IS NULL OR f.known_at > p.last_answered_at) GROUP BY f.source_id),
listed AS (SELECT source_id, count(*) AS entry_count, max(nullif(published, '')) AS newest_entry FROM entries_rows GROUP BY source_id),
gaps AS (SELECT source_id, arg_max(has_gap, known_at) AS has_gap, arg_max(reading, known_at) AS reading FROM readings_rows GROUP BY source_id)
SELECT s.source_id, s.name, s.url, p.last_asked_at, p.last_outcome, p.detail, p.last_answered_at, coalesce(f.failures, 0) AS failures,
  coalesce(l.entry_count, 0) AS entry_count, l.newest_entry, coalesce(g.has_gap, false) AS has_gap,
  CASE WHEN p.last_asked_at IS NULL THEN 'not looked at' WHEN coalesce(f.failures, 0) > 0 THEN 'failing'
       WHEN g.reading IN ('unreadable', 'unexpected') THEN 'failing' WHEN coalesce(l.entry_count, 0) = 0 THEN 'silent' ELSE 'ok' END AS state
FROM sources s LEFT JOIN polls p USING (source_id) LEFT JOIN fails f USING (source_id) LEFT JOIN listed l USING (source_id) LEFT JOIN gaps g USING (source_id)
ORDER BY s.source_id;
COMMENT ON VIEW sources_health IS 'Every source that was ever to be polled: not looked at, not reachable and nothing reported told apart.';
COMMENT ON COLUMN sources_health."source_id" IS 'The source of the catalogue.';
COMMENT ON COLUMN sources_health."name" IS 'Its name.';
COMMENT ON COLUMN sources_health."url" IS 'The address that is polled.';
COMMENT ON COLUMN sources_health."last_asked_at" IS 'When it was last asked, UTC.';
COMMENT ON COLUMN sources_health."last_outcome" IS 'How the last fetch ended.';
COMMENT ON COLUMN sources_health."detail" IS 'A fixed phrase on it.';
COMMENT ON COLUMN sources_health."last_answered_at" IS 'When it last answered, UTC.';
COMMENT ON COLUMN sources_health."failures" IS 'Failed polls since the last answer.';
COMMENT ON COLUMN sources_health."entry_count" IS 'Entries that it listed so far.';
COMMENT ON COLUMN sources_health."newest_entry" IS 'When its newest entry was published.';
COMMENT ON COLUMN sources_health."has_gap" IS 'Whether the last reading shared no entry with the one before.';
COMMENT ON COLUMN sources_health."state" IS 'ok, failing, silent, or not looked at.';
