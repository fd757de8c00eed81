-- What is looked for in all rows is looked for by numbers (63 bits of a hash, `key_number`), as sentences and blocks are;
-- known_at beside them says from which time on the wide rows are to be read.
CREATE TABLE internal_event_clocks (event_key BIGINT NOT NULL, known_at TIMESTAMP NOT NULL);
INSERT INTO internal_event_clocks
SELECT CAST(CAST('0x' || sha256(event_id)[1:16] AS UBIGINT) >> 1 AS BIGINT), known_at FROM memberships;
CREATE TABLE internal_figure_keys (
    figure_key BIGINT NOT NULL,
    series_key BIGINT NOT NULL,
    observation_key BIGINT NOT NULL,
    observation_id VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
INSERT INTO internal_figure_keys
SELECT CAST(CAST('0x' || sha256(figure_key)[1:16] AS UBIGINT) >> 1 AS BIGINT),
    CAST(CAST('0x' || sha256(series_key)[1:16] AS UBIGINT) >> 1 AS BIGINT),
    CAST(CAST('0x' || sha256(observation_id)[1:16] AS UBIGINT) >> 1 AS BIGINT), observation_id, known_at
FROM internal_figures;
ALTER TABLE internal_figures DROP COLUMN figure_key;
ALTER TABLE internal_figures DROP COLUMN series_key;
