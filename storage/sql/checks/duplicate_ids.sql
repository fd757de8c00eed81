-- An id stands more than once in its table: something was written twice.
-- The id of a mention holds that of its text, this that of its article, and that of a fetch its run's: only what is of
-- something known before can stand among the rows that were known before.
WITH new_articles AS MATERIALIZED (SELECT article_id FROM articles WHERE known_at >= $since),
new_revisions AS MATERIALIZED (SELECT revision_id, article_id FROM revisions WHERE known_at >= $since),
new_mentions AS MATERIALIZED (SELECT mention_id, revision_id, extractor_version FROM mentions WHERE known_at >= $since),
late_revisions AS MATERIALIZED (SELECT revision_id FROM new_revisions WHERE article_id NOT IN (FROM new_articles)),
late_mentions AS MATERIALIZED (SELECT mention_id FROM new_mentions
  WHERE revision_id NOT IN (SELECT revision_id FROM new_revisions))
SELECT 'fetches' AS tbl, fetch_id AS id, count(*) AS n FROM fetches
WHERE known_at >= $since GROUP BY fetch_id HAVING count(*) > 1
UNION ALL SELECT 'entries', entry_id, count(*) FROM entries
WHERE entry_id IN (SELECT entry_id FROM entries WHERE known_at >= $since) GROUP BY entry_id HAVING count(*) > 1
UNION ALL SELECT 'articles', article_id, count(*) FROM articles
WHERE article_id IN (FROM new_articles) GROUP BY article_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', revision_id, count(*) FROM new_revisions GROUP BY revision_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', revision_id, count(*) FROM revisions
WHERE revision_id IN (FROM late_revisions) GROUP BY revision_id HAVING count(*) > 1
UNION ALL SELECT 'mentions', mention_id, count(*) FROM new_mentions
GROUP BY mention_id, extractor_version HAVING count(*) > 1
UNION ALL SELECT 'mentions', mention_id, count(*) FROM mentions
WHERE mention_id IN (FROM late_mentions) GROUP BY mention_id, extractor_version HAVING count(*) > 1
UNION ALL SELECT 'runs', run_id, count(*) FROM runs WHERE as_of >= $since GROUP BY run_id, status HAVING count(*) > 1
