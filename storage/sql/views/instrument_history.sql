CREATE VIEW instrument_history AS
WITH told AS (SELECT instrument_id, known_at, lead(known_at) OVER (PARTITION BY instrument_id ORDER BY known_at) AS known_to
  FROM (SELECT DISTINCT instrument_id, known_at FROM instruments_rows))
SELECT i.instrument_id, i.part, i.title, i.issuer, i.status, i.valid_from, i.valid_to, i.since_event, i.rests_on, i.citation, i.position, i.known_at AS known_from, t.known_to
FROM instruments_rows i JOIN told t ON t.instrument_id = i.instrument_id AND t.known_at = i.known_at
ORDER BY i.instrument_id, i.known_at, i.position;
COMMENT ON VIEW instrument_history IS 'Every timeline ever believed of each legal text, with the times between which it was believed.';
COMMENT ON COLUMN instrument_history."instrument_id" IS 'Canonical id of the legal text.';
COMMENT ON COLUMN instrument_history."part" IS 'The part that has a status of its own; null for the whole.';
COMMENT ON COLUMN instrument_history."title" IS 'One plain line.';
COMMENT ON COLUMN instrument_history."issuer" IS 'Who issued it.';
COMMENT ON COLUMN instrument_history."status" IS 'Its status for this stretch of days.';
COMMENT ON COLUMN instrument_history."valid_from" IS 'From when it holds in the world.';
COMMENT ON COLUMN instrument_history."valid_to" IS 'Until when it holds; exclusive; null is open.';
COMMENT ON COLUMN instrument_history."since_event" IS 'The event that it rests on.';
COMMENT ON COLUMN instrument_history."rests_on" IS 'reported or own_terms.';
COMMENT ON COLUMN instrument_history."citation" IS 'The source of a status known before the first night.';
COMMENT ON COLUMN instrument_history."position" IS 'Order of the stretch in the timeline.';
COMMENT ON COLUMN instrument_history."known_from" IS 'From when it was believed, UTC.';
COMMENT ON COLUMN instrument_history."known_to" IS 'Until when it was believed, UTC; null is still.';
