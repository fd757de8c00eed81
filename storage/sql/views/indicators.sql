CREATE VIEW indicators AS
SELECT s.indicator_id, s.reading, s.state, s.direction, s.grade, s.cues, s.disagreement, s.latest, s.known_at AS changed_at
FROM indicators_rows s JOIN (SELECT indicator_id, max(known_at) AS known_at FROM indicators_rows GROUP BY indicator_id) l
  ON l.indicator_id = s.indicator_id AND l.known_at = s.known_at;
COMMENT ON VIEW indicators IS 'The state of each indicator as it is known now.';
COMMENT ON COLUMN indicators."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN indicators."reading" IS 'The state in one plain sentence.';
COMMENT ON COLUMN indicators."state" IS 'How firm the evidence is.';
COMMENT ON COLUMN indicators."direction" IS 'tightening, easing or neutral (indicators: mixed, unchanged).';
COMMENT ON COLUMN indicators."grade" IS 'Substance, 0 to 100.';
COMMENT ON COLUMN indicators."cues" IS 'What earned the rung or the grade.';
COMMENT ON COLUMN indicators."disagreement" IS 'Whether live figures or accounts differ.';
COMMENT ON COLUMN indicators."latest" IS 'The latest observations.';
COMMENT ON COLUMN indicators."changed_at" IS 'When the state last changed, UTC.';
