CREATE VIEW claims AS
SELECT c.topic_id, c.topic, c.party, c.stance, c.says, c.event_id, c.event_ids, c.instruments, c.indicator_id, c.evidence, c.known_at
FROM claims_rows c JOIN (SELECT topic_id, max(known_at) AS known_at FROM claims_rows GROUP BY topic_id) l
  ON l.topic_id = c.topic_id AND l.known_at = c.known_at
WHERE c.topic_id NOT IN (SELECT subject_id FROM rejections_rows);
COMMENT ON VIEW claims IS 'What each party says of one matter, as it is known now.';
COMMENT ON COLUMN claims."topic_id" IS 'The topic: named after the mention that founded it.';
COMMENT ON COLUMN claims."topic" IS 'What it is about, in plain words.';
COMMENT ON COLUMN claims."party" IS 'US, CN, EU, ..., or text for the instrument itself.';
COMMENT ON COLUMN claims."stance" IS 'affirms, denies, differs or silent.';
COMMENT ON COLUMN claims."says" IS 'What the party says.';
COMMENT ON COLUMN claims."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN claims."event_ids" IS 'All events that the statements on the topic tell of.';
COMMENT ON COLUMN claims."instruments" IS 'Canonical ids of legal texts.';
COMMENT ON COLUMN claims."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN claims."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN claims."known_at" IS 'When a run learned it, UTC.';
