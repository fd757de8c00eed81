-- A row points at something that the store does not hold.
-- What it points at mostly came with it; only what did not is looked for in a whole table.
WITH new_articles AS MATERIALIZED (SELECT article_id FROM articles WHERE known_at >= $since),
new_revisions AS MATERIALIZED (SELECT revision_id, article_id, fetch_id FROM revisions WHERE known_at >= $since),
late_revisions AS MATERIALIZED (FROM new_revisions WHERE article_id NOT IN (FROM new_articles)),
late_mentions AS MATERIALIZED (SELECT mention_id, revision_id FROM mentions WHERE known_at >= $since
  AND revision_id NOT IN (SELECT revision_id FROM new_revisions))
SELECT 'revision without fetch or entry' AS what, r.revision_id AS id FROM new_revisions r
WHERE NOT EXISTS (SELECT 1 FROM fetches f WHERE f.fetch_id = r.fetch_id)
UNION ALL SELECT 'revision without article', r.revision_id FROM late_revisions r
WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.article_id = r.article_id)
UNION ALL SELECT 'mention without revision', m.mention_id FROM late_mentions m
WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.revision_id = m.revision_id)
UNION ALL SELECT 'sighting without entry', s.entry_id FROM sightings s
WHERE s.known_at >= $since AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.entry_id = s.entry_id)
UNION ALL SELECT 'fetch without run', f.fetch_id FROM fetches f
WHERE f.known_at >= $since AND NOT EXISTS (SELECT 1 FROM runs n WHERE n.run_id = f.run_id)
