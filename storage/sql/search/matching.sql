-- The best of both tables; the score is BM25, sentences and articles each in their own scale, so they stand apart.
WITH scored AS (
  SELECT 'sentence' AS kind, number, fts_main_sentences.match_bm25(number, $words, conjunctive := $conjunctive) AS score FROM sentences
  UNION ALL
  SELECT 'article', number, fts_main_articles.match_bm25(number, $words, conjunctive := $conjunctive) FROM articles),
best AS (
  SELECT * FROM scored WHERE score IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY kind ORDER BY score DESC, number) <= $at_most),
told AS (
  SELECT b.kind, b.score, b.number, s.* EXCLUDE (number) FROM best b JOIN sentences s ON b.kind = 'sentence' AND s.number = b.number
  UNION ALL BY NAME
  SELECT b.kind, b.score, b.number, a.* EXCLUDE (number) FROM best b JOIN articles a ON b.kind = 'article' AND a.number = b.number)
SELECT * FROM told ORDER BY kind DESC, score DESC, known_at DESC, found_id;
