-- An id stands more than once in its table: something was written twice.
SELECT 'fetches' AS tbl, fetch_id AS id, count(*) AS n FROM fetches
WHERE fetch_id IN (SELECT fetch_id FROM fetches WHERE known_at >= $since) GROUP BY fetch_id HAVING count(*) > 1
UNION ALL SELECT 'entries', entry_id, count(*) FROM entries
WHERE entry_id IN (SELECT entry_id FROM entries WHERE known_at >= $since) GROUP BY entry_id HAVING count(*) > 1
UNION ALL SELECT 'articles', article_id, count(*) FROM articles
WHERE article_id IN (SELECT article_id FROM articles WHERE known_at >= $since) GROUP BY article_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', revision_id, count(*) FROM revisions
WHERE revision_id IN (SELECT revision_id FROM revisions WHERE known_at >= $since)
GROUP BY revision_id HAVING count(*) > 1
UNION ALL SELECT 'mentions', mention_id, count(*) FROM mentions
WHERE mention_id IN (SELECT mention_id FROM mentions WHERE known_at >= $since)
GROUP BY mention_id, extractor_version HAVING count(*) > 1
UNION ALL SELECT 'runs', run_id, count(*) FROM runs WHERE as_of >= $since GROUP BY run_id, status HAVING count(*) > 1
