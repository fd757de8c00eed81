-- What is searched: each article's last text, and each sentence that a mention rests on, once a voice.
CREATE TABLE about (run_id VARCHAR NOT NULL);
CREATE TABLE articles AS
SELECT row_number() OVER (ORDER BY known_at, revision_id) AS number, revision_id AS found_id, article_id, CAST(NULL AS VARCHAR) AS event_id,
    url, title, published, known_at, text, lower(text) AS words
FROM published.revisions WHERE text <> ''
QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY known_at DESC, revision_id) = 1;
CREATE TABLE sentences AS
SELECT row_number() OVER (ORDER BY m.known_at, m.mention_id) AS number, m.mention_id AS found_id, m.article_id, m.event_id,
    r.url, r.title, r.published, m.known_at, m.sentence AS text, lower(m.sentence) AS words
FROM published.mentions m JOIN published.revisions r USING (revision_id)
QUALIFY row_number() OVER (PARTITION BY coalesce(r.voice_id, m.article_id), m.sentence ORDER BY m.known_at, r.published, m.mention_id) = 1;
