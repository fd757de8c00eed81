CREATE VIEW observations AS
SELECT o.observation_id, o.indicator_id, o.measure, o.value, o.value_text, o.low, o.high, o.unit, o.bound, o.basis, o.population, o.event_id, o.direction, o.end_use, o.instruments, o.valid_from, o.valid_to, o.speaker, o.actor, o.target, o.items, o.stage, o.as_of, o.period, o.factuality, o.commitment, o.derived, o.superseded_by, o.part_of, o.evidence, o.citation, f.known_at
FROM observations_rows o JOIN (SELECT observation_id, min(known_at) AS known_at, max(known_at) AS last_known_at FROM observations_rows GROUP BY observation_id) f
  ON f.observation_id = o.observation_id AND f.last_known_at = o.known_at
WHERE o.observation_id NOT IN (SELECT subject_id FROM rejections_rows);
COMMENT ON VIEW observations IS 'Every figure of every speaker, told however often, with the one that took its place.';
COMMENT ON COLUMN observations."observation_id" IS 'The observation: named after the figure that founded it.';
COMMENT ON COLUMN observations."indicator_id" IS 'The indicator or theme.';
COMMENT ON COLUMN observations."measure" IS 'Role of the figure, or scope.';
COMMENT ON COLUMN observations."value" IS 'The figure; null for a range.';
COMMENT ON COLUMN observations."value_text" IS 'The action, for a scope.';
COMMENT ON COLUMN observations."low" IS 'Lower end of a range.';
COMMENT ON COLUMN observations."high" IS 'Upper end of a range.';
COMMENT ON COLUMN observations."unit" IS 'Its unit.';
COMMENT ON COLUMN observations."bound" IS 'exact, about, at_least, at_most or range.';
COMMENT ON COLUMN observations."basis" IS 'The base of a duty, a change, money, a rate or a time.';
COMMENT ON COLUMN observations."population" IS 'Who or what is counted.';
COMMENT ON COLUMN observations."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN observations."direction" IS 'tightening, easing or neutral (indicators: mixed, unchanged).';
COMMENT ON COLUMN observations."end_use" IS 'military, civilian, dual_use or null.';
COMMENT ON COLUMN observations."instruments" IS 'Canonical ids of legal texts.';
COMMENT ON COLUMN observations."valid_from" IS 'From when it holds in the world.';
COMMENT ON COLUMN observations."valid_to" IS 'Until when it holds; exclusive; null is open.';
COMMENT ON COLUMN observations."speaker" IS 'Who asserts it, where the text tells.';
COMMENT ON COLUMN observations."actor" IS 'Who acts, as a code.';
COMMENT ON COLUMN observations."target" IS 'Whom it acts on, as a code.';
COMMENT ON COLUMN observations."items" IS 'The goods, as ids.';
COMMENT ON COLUMN observations."stage" IS 'Stages of the value chain.';
COMMENT ON COLUMN observations."as_of" IS 'The date of the figure: its own, else that of the text that first told it as news.';
COMMENT ON COLUMN observations."period" IS 'The period measured.';
COMMENT ON COLUMN observations."factuality" IS 'actual, scheduled, proposed, threatened or denied.';
COMMENT ON COLUMN observations."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN observations."derived" IS 'True for a rate worked out from counts.';
COMMENT ON COLUMN observations."superseded_by" IS 'A later figure of the same speaker and measure, or the correction.';
COMMENT ON COLUMN observations."part_of" IS 'The total that it is counted in.';
COMMENT ON COLUMN observations."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN observations."citation" IS 'The source of a baseline figure.';
COMMENT ON COLUMN observations."known_at" IS 'When a run first learned it, UTC.';
