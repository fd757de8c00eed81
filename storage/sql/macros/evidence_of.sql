CREATE MACRO evidence_of(asked_id) AS TABLE
SELECT * FROM evidence WHERE subject_id = asked_id ORDER BY published, mention_id;
COMMENT ON MACRO TABLE evidence_of IS 'evidence_of(id): the sentences behind an event, legal text, promise, observation, topic or change, down to the archived response.';
