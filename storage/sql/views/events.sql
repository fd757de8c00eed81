CREATE VIEW events AS
SELECT e.event_id, e.type, e.action, e.factuality, e.commitment, e.direction, e.actor, e.target, e.items, e.stage, e.end_use, e.instruments, e.quantities, e.dates, e.happened_on, e.valid_from, e.valid_to, e.title, e.articles, e.origins, e.primary_source, e.follows, e.evidence, f.first_known_at, e.known_at AS last_known_at
FROM events_rows e JOIN events_latest f ON f.place = e.rowid;
COMMENT ON VIEW events IS 'One happening a row, as it is known now.';
COMMENT ON COLUMN events."event_id" IS 'The event: named after the mention that founded it.';
COMMENT ON COLUMN events."type" IS 'Type of event (contract).';
COMMENT ON COLUMN events."action" IS 'Action of the type (contract).';
COMMENT ON COLUMN events."factuality" IS 'actual, scheduled, proposed, threatened or denied.';
COMMENT ON COLUMN events."commitment" IS 'Rung of the commitment ladder.';
COMMENT ON COLUMN events."direction" IS 'tightening, easing or neutral (indicators: mixed, unchanged).';
COMMENT ON COLUMN events."actor" IS 'Who acts, as a code.';
COMMENT ON COLUMN events."target" IS 'Whom it acts on, as a code.';
COMMENT ON COLUMN events."items" IS 'The goods, as ids.';
COMMENT ON COLUMN events."stage" IS 'Stages of the value chain.';
COMMENT ON COLUMN events."end_use" IS 'military, civilian, dual_use or null.';
COMMENT ON COLUMN events."instruments" IS 'Canonical ids of legal texts.';
COMMENT ON COLUMN events."quantities" IS 'Figures: role, value, low, high, unit, bound.';
COMMENT ON COLUMN events."dates" IS 'Dates: role and value.';
COMMENT ON COLUMN events."happened_on" IS 'Best date of the happening.';
COMMENT ON COLUMN events."valid_from" IS 'From when it holds in the world.';
COMMENT ON COLUMN events."valid_to" IS 'Until when it holds; exclusive; null is open.';
COMMENT ON COLUMN events."title" IS 'One plain line.';
COMMENT ON COLUMN events."articles" IS 'How many articles tell of it.';
COMMENT ON COLUMN events."origins" IS 'How many independent voices tell of it.';
COMMENT ON COLUMN events."primary_source" IS 'Whether an issuer''s own text is among them.';
COMMENT ON COLUMN events."follows" IS 'Earlier step of the same matter.';
COMMENT ON COLUMN events."evidence" IS 'List of mention_id, article_id, url and sentence.';
COMMENT ON COLUMN events."first_known_at" IS 'When it was first known, UTC.';
COMMENT ON COLUMN events."last_known_at" IS 'When it was last known anew, UTC.';
