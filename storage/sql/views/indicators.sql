CREATE VIEW indicators AS
WITH told AS (SELECT *, (state, direction, grade, disagreement) IS DISTINCT FROM
    lag((state, direction, grade, disagreement)) OVER (PARTITION BY indicator_id ORDER BY known_at) AS is_move FROM indicators_rows)
SELECT indicator_id, arg_max(reading, known_at) AS reading, arg_max(state, known_at) AS state, arg_max(direction, known_at) AS direction,
    arg_max(grade, known_at) AS grade, arg_max(cues, known_at) AS cues, arg_max(disagreement, known_at) AS disagreement,
    arg_max(latest, known_at) AS latest, arg_max(newest_on, known_at) AS newest_on, max(known_at) FILTER (is_move) AS changed_at
FROM told GROUP BY indicator_id;
COMMENT ON VIEW indicators IS 'The state of each indicator as the last run knew it; `reewatch indicators` works it out for any clock.';
COMMENT ON COLUMN indicators."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN indicators."reading" IS 'The state in one plain sentence.';
COMMENT ON COLUMN indicators."state" IS 'How firm the evidence is.';
COMMENT ON COLUMN indicators."direction" IS 'tightening, easing, mixed or unchanged.';
COMMENT ON COLUMN indicators."grade" IS 'Substance, 0 to 100.';
COMMENT ON COLUMN indicators."cues" IS 'What earned the grade: cue and evidence.';
COMMENT ON COLUMN indicators."disagreement" IS 'Whether live figures or accounts differ.';
COMMENT ON COLUMN indicators."latest" IS 'The latest observations, and those that the reading says to differ.';
COMMENT ON COLUMN indicators."newest_on" IS 'The day of its newest evidence.';
COMMENT ON COLUMN indicators."changed_at" IS 'When state, direction, grade or disagreement last changed, UTC.';
