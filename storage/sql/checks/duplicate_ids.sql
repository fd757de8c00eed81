-- An id stands more than once in its table: something was written twice.
SELECT 'fetches' AS tbl, fetch_id AS id, count(*) AS n FROM fetches GROUP BY fetch_id HAVING count(*) > 1
UNION ALL SELECT 'entries', entry_id, count(*) FROM entries GROUP BY entry_id HAVING count(*) > 1
UNION ALL SELECT 'articles', article_id, count(*) FROM articles GROUP BY article_id HAVING count(*) > 1
UNION ALL SELECT 'revisions', revision_id, count(*) FROM revisions GROUP BY revision_id HAVING count(*) > 1
UNION ALL SELECT 'mentions', mention_id, count(*) FROM mentions GROUP BY mention_id, extractor_version HAVING count(*) > 1
UNION ALL SELECT 'runs', run_id, count(*) FROM runs GROUP BY run_id, status HAVING count(*) > 1
