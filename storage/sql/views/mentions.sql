CREATE VIEW mentions AS
SELECT m.mention_id, b.event_id, m.revision_id, m.article_id, m.type, m.action, m.factuality, m.timeframe, m.commitment, m.direction, m.actor, m.target, m.speaker, m.items, m.stage, m.end_use, m.instruments, m.quantities, m.dates, m.cues, m.rule, m.sentence, m.evidence_start, m.evidence_end, m.trigger_start, m.trigger_end, m.extractor_version, m.framework_version, m.known_at
FROM mentions_rows m LEFT JOIN memberships_latest b USING (mention_id)
WHERE m.mention_id NOT IN (SELECT mention_id FROM recodings_rows);
COMMENT ON VIEW mentions IS 'Every event as one sentence asserts it.';
COMMENT ON COLUMN mentions."mention_id" IS 'The mention: a hash of revision and content.';
COMMENT ON COLUMN mentions."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN mentions."revision_id" IS 'The revision: a hash of article and content.';
COMMENT ON COLUMN mentions."article_id" IS 'The article: a hash of its canonical address.';
COMMENT ON COLUMN mentions."type" IS 'Type of event (contract).';
COMMENT ON COLUMN mentions."action" IS 'Action of the type (contract).';
COMMENT ON COLUMN mentions."factuality" IS 'actual, scheduled, proposed, threatened or denied.';
COMMENT ON COLUMN mentions."timeframe" IS 'new or background.';
COMMENT ON COLUMN mentions."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN mentions."direction" IS 'tightening, easing or neutral (indicators: mixed, unchanged).';
COMMENT ON COLUMN mentions."actor" IS 'Who acts, as a code.';
COMMENT ON COLUMN mentions."target" IS 'Whom it acts on, as a code.';
COMMENT ON COLUMN mentions."speaker" IS 'Who asserts it, where the text tells.';
COMMENT ON COLUMN mentions."items" IS 'The goods, as ids.';
COMMENT ON COLUMN mentions."stage" IS 'Stages of the value chain.';
COMMENT ON COLUMN mentions."end_use" IS 'military, civilian, dual_use or null.';
COMMENT ON COLUMN mentions."instruments" IS 'Canonical ids of legal texts.';
COMMENT ON COLUMN mentions."quantities" IS 'Figures: role, value, low, high, unit, bound.';
COMMENT ON COLUMN mentions."dates" IS 'Dates: role and value.';
COMMENT ON COLUMN mentions."cues" IS 'What earned the rung or the grade.';
COMMENT ON COLUMN mentions."rule" IS 'The rule that fired.';
COMMENT ON COLUMN mentions."sentence" IS 'The sentence that says so.';
COMMENT ON COLUMN mentions."evidence_start" IS 'First character of the sentence in the text.';
COMMENT ON COLUMN mentions."evidence_end" IS 'Behind the last character of the sentence.';
COMMENT ON COLUMN mentions."trigger_start" IS 'First character of the trigger.';
COMMENT ON COLUMN mentions."trigger_end" IS 'Behind the last character of the trigger.';
COMMENT ON COLUMN mentions."extractor_version" IS 'Which extractor read it.';
COMMENT ON COLUMN mentions."framework_version" IS 'Which framework it was read with.';
COMMENT ON COLUMN mentions."known_at" IS 'When a run learned it, UTC.';
