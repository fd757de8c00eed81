CREATE VIEW instruments AS
SELECT i.instrument_id, i.part, i.title, i.issuer, i.items, i.status, i.valid_from, i.valid_to, i.since_event, i.rests_on, i.evidence, i.citation, i.position, i.known_at
FROM instruments_rows i JOIN (SELECT instrument_id, max(known_at) AS known_at FROM instruments_rows GROUP BY instrument_id) l
  ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at
ORDER BY i.instrument_id, i.position;
COMMENT ON VIEW instruments IS 'The timeline of each legal text as it is known now, a row a stretch of days.';
COMMENT ON COLUMN instruments."instrument_id" IS 'Canonical id of the legal text.';
COMMENT ON COLUMN instruments."part" IS 'The part that has a status of its own; null for the whole.';
COMMENT ON COLUMN instruments."title" IS 'One plain line.';
COMMENT ON COLUMN instruments."issuer" IS 'Who issued it.';
COMMENT ON COLUMN instruments."items" IS 'The goods, as ids.';
COMMENT ON COLUMN instruments."status" IS 'Its status for this stretch of days.';
COMMENT ON COLUMN instruments."valid_from" IS 'From when it holds in the world.';
COMMENT ON COLUMN instruments."valid_to" IS 'Until when it holds; exclusive; null is open.';
COMMENT ON COLUMN instruments."since_event" IS 'The event that it rests on.';
COMMENT ON COLUMN instruments."rests_on" IS 'reported or own_terms.';
COMMENT ON COLUMN instruments."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN instruments."citation" IS 'The source of a status known before the first night.';
COMMENT ON COLUMN instruments."position" IS 'Order of the stretch in the timeline.';
COMMENT ON COLUMN instruments."known_at" IS 'When a run learned it, UTC.';
