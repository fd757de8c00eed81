-- Asking on two clocks: what was known at one time (UTC) of the world on one day (the issuer's own).

CREATE MACRO instruments_as_of(asked_known, asked_day) AS TABLE
SELECT i.* FROM instruments_rows i
JOIN (SELECT instrument_id, max(known_at) AS known_at FROM instruments_rows
      WHERE known_at <= CAST(asked_known AS TIMESTAMP) GROUP BY instrument_id) l
  ON l.instrument_id = i.instrument_id AND l.known_at = i.known_at
WHERE coalesce(i.valid_from, '') <= CAST(CAST(asked_day AS DATE) AS VARCHAR)
  AND (i.valid_to IS NULL OR CAST(CAST(asked_day AS DATE) AS VARCHAR) < i.valid_to)
ORDER BY i.instrument_id, i.position;
COMMENT ON MACRO TABLE instruments_as_of IS 'instruments_as_of(known_at, day): the status of each legal text, and of each part with one of its own, on a day, as it was known then.';

CREATE MACRO events_known_at(asked_known) AS TABLE
SELECT e.* EXCLUDE (known_at), f.first_known_at, e.known_at AS last_known_at FROM events_rows e
JOIN (SELECT event_id, min(known_at) AS first_known_at, max(known_at) AS last_known_at FROM events_rows
      WHERE known_at <= CAST(asked_known AS TIMESTAMP) GROUP BY event_id) f
  ON f.event_id = e.event_id AND f.last_known_at = e.known_at
WHERE e.event_id NOT IN (SELECT event_id FROM event_aliases_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP));
COMMENT ON MACRO TABLE events_known_at IS 'events_known_at(known_at): the events as they were known then.';

CREATE MACRO events_as_of(asked_known, asked_day) AS TABLE
SELECT * FROM events_known_at(asked_known)
WHERE factuality IN ('actual', 'scheduled')
  AND coalesce(valid_from, happened_on, '') <= CAST(CAST(asked_day AS DATE) AS VARCHAR)
  AND (valid_to IS NULL OR CAST(CAST(asked_day AS DATE) AS VARCHAR) < valid_to);
COMMENT ON MACRO TABLE events_as_of IS 'events_as_of(known_at, day): the events in force on a day, as they were known then.';

CREATE MACRO changes_between(asked_since, asked_until) AS TABLE
SELECT * FROM changes_rows
WHERE known_at > CAST(asked_since AS TIMESTAMP) AND known_at <= CAST(asked_until AS TIMESTAMP)
ORDER BY known_at, significance DESC, change_id;
COMMENT ON MACRO TABLE changes_between IS 'changes_between(since, until): what runs learned after one time and not after another.';
