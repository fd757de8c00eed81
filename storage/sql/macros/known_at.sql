-- Promises, figures, claims and indicators as they were known at one time (UTC).

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
  AND topic_id NOT IN (SELECT subject_id FROM rejections_rows WHERE known_at <= CAST(asked_known AS TIMESTAMP))
QUALIFY known_at = max(known_at) OVER (PARTITION BY topic_id) ORDER BY topic_id, party;
COMMENT ON MACRO TABLE claims_known_at IS 'claims_known_at(known_at): what each party said of each matter, as it was known then.';
