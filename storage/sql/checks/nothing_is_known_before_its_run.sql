-- A row is known from a time at which no run learned anything.
WITH clocks AS (SELECT DISTINCT as_of FROM runs)
SELECT 'fetches' AS tbl, fetch_id AS id, known_at FROM fetches WHERE known_at >= $since AND known_at NOT IN (FROM clocks)
UNION ALL SELECT 'entries', entry_id, known_at FROM entries WHERE known_at >= $since AND known_at NOT IN (FROM clocks)
UNION ALL SELECT 'revisions', revision_id, known_at FROM revisions WHERE known_at >= $since AND known_at NOT IN (FROM clocks)
UNION ALL SELECT 'mentions', mention_id, known_at FROM mentions WHERE known_at >= $since AND known_at NOT IN (FROM clocks)
