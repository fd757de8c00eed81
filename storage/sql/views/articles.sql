CREATE VIEW articles AS
SELECT "article_id", "url", "source_id", "known_at" FROM articles_rows;
COMMENT ON VIEW articles IS 'Every article by its canonical address.';
COMMENT ON COLUMN articles."article_id" IS 'The article: a hash of its canonical address.';
COMMENT ON COLUMN articles."url" IS 'Its canonical address.';
COMMENT ON COLUMN articles."source_id" IS 'The source of the catalogue.';
COMMENT ON COLUMN articles."known_at" IS 'When a run learned it, UTC.';
