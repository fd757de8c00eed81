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

CREATE MACRO promises_as_of(asked_known, asked_day) AS TABLE
WITH told AS (
  SELECT *, min(known_at) OVER (PARTITION BY promise_id) AS first_known_at FROM promises_rows
  WHERE known_at <= CAST(asked_known AS TIMESTAMP)
    AND promise_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP))
  QUALIFY row_number() OVER (PARTITION BY promise_id ORDER BY known_at DESC) = 1)
SELECT promise_id, "by", "to", what, due,
  CASE WHEN withdrawn_on <= CAST(CAST(asked_day AS DATE) AS VARCHAR) THEN 'withdrawn'
       WHEN answered_on <= CAST(CAST(asked_day AS DATE) AS VARCHAR) THEN 'met'
       WHEN last_day_of(due) IS NULL OR CAST(asked_day AS DATE) <= last_day_of(due) THEN 'open'
       WHEN CAST(CAST(asked_known AS TIMESTAMP) AS DATE) > last_day_of(due) THEN 'overdue' ELSE 'unknown' END AS status,
  slipped_from, answered_by, answered_on, withdrawn_on, made_on, commitment, instruments, event_id, first_known_at
FROM told WHERE coalesce(made_on[1:10], '') <= CAST(CAST(asked_day AS DATE) AS VARCHAR) ORDER BY due, promise_id;
COMMENT ON MACRO TABLE promises_as_of IS 'promises_as_of(known_at, day): the promises made by a day with their status on it, as they were known then (days in UTC; `reewatch promises` counts each promiser''s own).';

CREATE MACRO indicators_as_of(asked_known) AS TABLE
SELECT * FROM indicators_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP)
QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY known_at DESC) = 1 ORDER BY indicator_id;
COMMENT ON MACRO TABLE indicators_as_of IS 'indicators_as_of(known_at): the state of each indicator as the last run before then knew it.';

CREATE MACRO observations_known_at(asked_known) AS TABLE
SELECT * FROM observations_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP)
  AND observation_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP))
QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY known_at DESC) = 1 ORDER BY indicator_id, measure, as_of, observation_id;
COMMENT ON MACRO TABLE observations_known_at IS 'observations_known_at(known_at): the figures as they were known then.';

CREATE MACRO claims_known_at(asked_known) AS TABLE
SELECT * FROM claims_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP)
QUALIFY known_at = max(known_at) OVER (PARTITION BY topic_id) ORDER BY topic_id, party;
COMMENT ON MACRO TABLE claims_known_at IS 'claims_known_at(known_at): what each party said of each matter, as it was known then.';

CREATE MACRO evidence_of(asked_id) AS TABLE
SELECT * FROM evidence WHERE subject_id = asked_id ORDER BY published, mention_id;
COMMENT ON MACRO TABLE evidence_of IS 'evidence_of(id): the sentences behind an event, legal text, promise, observation, topic or change, down to the archived response.';
