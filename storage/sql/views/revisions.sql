CREATE VIEW revisions AS
SELECT r.revision_id, r.article_id, r.url, r.source_id, r.fetch_id, r.title, r.text, r.published, r.published_found, r.language, r.author, r.completeness, r.content_hash, r.parser_version, r.paths, r.publisher, v.voice_id, r.known_at
FROM revisions_rows r LEFT JOIN voices_rows v USING (revision_id);
COMMENT ON VIEW revisions IS 'Every changed content of every article.';
COMMENT ON COLUMN revisions."revision_id" IS 'The revision: a hash of article and content.';
COMMENT ON COLUMN revisions."article_id" IS 'The article: a hash of its canonical address.';
COMMENT ON COLUMN revisions."url" IS 'Its canonical address.';
COMMENT ON COLUMN revisions."source_id" IS 'The source of the catalogue.';
COMMENT ON COLUMN revisions."fetch_id" IS 'The fetch, to be followed into the archive with `reewatch show`.';
COMMENT ON COLUMN revisions."title" IS 'One plain line.';
COMMENT ON COLUMN revisions."text" IS 'Headline, blank line, body; offsets point into it.';
COMMENT ON COLUMN revisions."published" IS 'When the publisher says it was published, as precise as told.';
COMMENT ON COLUMN revisions."published_found" IS 'Which path produced the date.';
COMMENT ON COLUMN revisions."language" IS 'ISO 639-1.';
COMMENT ON COLUMN revisions."author" IS 'As the page tells it.';
COMMENT ON COLUMN revisions."completeness" IS 'full, teaser, paywalled, blocked or empty.';
COMMENT ON COLUMN revisions."content_hash" IS 'Hash of title, text, date and completeness.';
COMMENT ON COLUMN revisions."parser_version" IS 'Which page parser read it.';
COMMENT ON COLUMN revisions."paths" IS 'Field -> the path that produced it.';
COMMENT ON COLUMN revisions."publisher" IS 'The kind of publisher.';
COMMENT ON COLUMN revisions."voice_id" IS 'The group of copies it belongs to: one voice.';
COMMENT ON COLUMN revisions."known_at" IS 'When a run learned it, UTC.';
