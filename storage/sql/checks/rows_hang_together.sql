-- A row points at something that the store does not hold.
SELECT 'revision without fetch or entry' AS what, r.revision_id AS id FROM revisions r
WHERE r.known_at >= $since AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.fetch_id = r.fetch_id)
UNION ALL SELECT 'revision without article', r.revision_id FROM revisions r
WHERE r.known_at >= $since AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.article_id = r.article_id)
UNION ALL SELECT 'mention without revision', m.mention_id FROM mentions m
WHERE m.known_at >= $since AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.revision_id = m.revision_id)
UNION ALL SELECT 'sighting without entry', s.entry_id FROM sightings s
WHERE s.known_at >= $since AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.entry_id = s.entry_id)
UNION ALL SELECT 'fetch without run', f.fetch_id FROM fetches f
WHERE f.known_at >= $since AND NOT EXISTS (SELECT 1 FROM runs n WHERE n.run_id = f.run_id)
