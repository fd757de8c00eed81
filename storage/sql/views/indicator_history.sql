CREATE VIEW indicator_history AS
WITH moves AS (SELECT * FROM indicators_rows
  QUALIFY (state, direction, grade, disagreement, reading) IS DISTINCT FROM
    lag((state, direction, grade, disagreement, reading)) OVER (PARTITION BY indicator_id ORDER BY known_at))
SELECT indicator_id, state, direction, grade, disagreement, reading, cues, latest, newest_on, known_at AS known_from,
    lead(known_at) OVER (PARTITION BY indicator_id ORDER BY known_at) AS known_to
FROM moves ORDER BY indicator_id, known_from;
COMMENT ON VIEW indicator_history IS 'Every state that an indicator was in, with the times between which it was: a row a move.';
COMMENT ON COLUMN indicator_history."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN indicator_history."state" IS 'How firm the evidence is.';
COMMENT ON COLUMN indicator_history."direction" IS 'tightening, easing, mixed or unchanged.';
COMMENT ON COLUMN indicator_history."grade" IS 'Substance, 0 to 100.';
COMMENT ON COLUMN indicator_history."disagreement" IS 'Whether live figures or accounts differ.';
COMMENT ON COLUMN indicator_history."reading" IS 'The state in one plain sentence.';
COMMENT ON COLUMN indicator_history."cues" IS 'What earned the grade: cue and evidence.';
COMMENT ON COLUMN indicator_history."latest" IS 'The latest observations, and those that the reading says to differ.';
COMMENT ON COLUMN indicator_history."newest_on" IS 'The day of its newest evidence.';
COMMENT ON COLUMN indicator_history."known_from" IS 'From when it was so, UTC.';
COMMENT ON COLUMN indicator_history."known_to" IS 'Until when it was so, UTC; null is still.';
