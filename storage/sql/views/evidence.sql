CREATE VIEW evidence AS
WITH told AS (
  SELECT 'event' AS subject_type, event_id AS subject_id, evidence FROM events
  UNION ALL SELECT 'instrument', instrument_id, evidence FROM instruments
  UNION ALL SELECT 'promise', promise_id, evidence FROM promises
  UNION ALL SELECT 'observation', observation_id, evidence FROM observations
  UNION ALL SELECT 'claim', topic_id, evidence FROM claims
  UNION ALL SELECT 'change', change_id, evidence FROM changes),
pieces AS (SELECT subject_type, subject_id, unnest(CAST(json_extract_string(evidence, '$[*].mention_id') AS VARCHAR[])) AS mention_id FROM told)
SELECT DISTINCT p.subject_type, p.subject_id, p.mention_id, m.sentence, m.evidence_start, m.evidence_end, m.speaker, m.factuality, m.commitment,
    r.revision_id, r.title, r.url, r.source_id, r.published, f.archive_file, f.archive_offset, m.known_at
FROM pieces p JOIN mentions_rows m USING (mention_id) JOIN revisions_rows r ON r.revision_id = m.revision_id LEFT JOIN fetches_rows f ON f.fetch_id = r.fetch_id;
COMMENT ON VIEW evidence IS 'The sentences behind every event, legal text, promise, observation, topic of claims and change, down to the archived response.';
COMMENT ON COLUMN evidence."subject_type" IS 'event, instrument, promise, observation, claim or change.';
COMMENT ON COLUMN evidence."subject_id" IS 'Which one.';
COMMENT ON COLUMN evidence."mention_id" IS 'The mention: a hash of revision and content.';
COMMENT ON COLUMN evidence."sentence" IS 'The sentence that says so.';
COMMENT ON COLUMN evidence."evidence_start" IS 'First character of the sentence in the text.';
COMMENT ON COLUMN evidence."evidence_end" IS 'Behind the last character of the sentence.';
COMMENT ON COLUMN evidence."speaker" IS 'Who asserts it, where the text tells.';
COMMENT ON COLUMN evidence."factuality" IS 'actual, scheduled, proposed, threatened or denied.';
COMMENT ON COLUMN evidence."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN evidence."revision_id" IS 'The revision: a hash of article and content.';
COMMENT ON COLUMN evidence."title" IS 'The headline of the article.';
COMMENT ON COLUMN evidence."url" IS 'The address of the article.';
COMMENT ON COLUMN evidence."source_id" IS 'The source of the catalogue.';
COMMENT ON COLUMN evidence."published" IS 'When the publisher says it was published, as precise as told.';
COMMENT ON COLUMN evidence."archive_file" IS 'The archive that holds the response.';
COMMENT ON COLUMN evidence."archive_offset" IS 'Where in it the record begins, in bytes.';
COMMENT ON COLUMN evidence."known_at" IS 'When a run learned it, UTC.';
