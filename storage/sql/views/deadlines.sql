CREATE VIEW deadlines AS
WITH today AS (SELECT CAST(CAST(max(as_of) AS DATE) AS VARCHAR) AS day FROM runs_rows),
coming AS (SELECT i.*, row_number() OVER (PARTITION BY i.instrument_id, i.part ORDER BY i.valid_from) AS place
  FROM instruments i, today t WHERE i.valid_from > t.day),
held AS (SELECT i.instrument_id, i.part, i.status FROM instruments i, today t
  WHERE coalesce(i.valid_from, '') <= t.day AND (i.valid_to IS NULL OR t.day < i.valid_to)),
dated AS (
  SELECT p.due AS date, 'promise due' AS what, 'promise' AS subject_type, p.promise_id AS subject_id,
      p."by" || ': ' || p.what AS title, p.status, CAST(NULL AS VARCHAR) AS part FROM promises p WHERE p.status = 'open' AND p.due IS NOT NULL
  UNION ALL
  SELECT c.valid_from, CASE WHEN c.status = 'suspended' THEN 'suspension begins' WHEN h.status = 'suspended' THEN 'suspension ends'
      WHEN c.status = 'in_force' THEN 'takes effect' ELSE 'expires' END, 'instrument', c.instrument_id, c.title, h.status, c.part
  FROM coming c LEFT JOIN held h ON h.instrument_id = c.instrument_id AND h.part IS NOT DISTINCT FROM c.part WHERE c.place = 1)
SELECT d.date, date_diff('day', CAST(t.day AS DATE), last_day_of(d.date)) AS days_left, d.what, d.title, d.status, d.subject_type, d.subject_id, d.part
FROM dated d, today t WHERE last_day_of(d.date) >= CAST(t.day AS DATE) ORDER BY days_left, d.date, d.subject_id, d.part;
COMMENT ON VIEW deadlines IS 'The dates that are coming on the day of the last run, the nearest first; `reewatch deadlines` works them out for any clock.';
COMMENT ON COLUMN deadlines."date" IS 'The date, as precise as it was told.';
COMMENT ON COLUMN deadlines."days_left" IS 'Days from the last run to its last day.';
COMMENT ON COLUMN deadlines."what" IS 'promise due, takes effect, suspension begins, suspension ends or expires.';
COMMENT ON COLUMN deadlines."title" IS 'One plain line.';
COMMENT ON COLUMN deadlines."status" IS 'The status until then.';
COMMENT ON COLUMN deadlines."subject_type" IS 'promise or instrument.';
COMMENT ON COLUMN deadlines."subject_id" IS 'Which one.';
COMMENT ON COLUMN deadlines."part" IS 'The part that has a status of its own; null for the whole.';
