-- What people decided. Nothing rebuilds these rows; they survive replays and new extractors.
CREATE TABLE corrections (
    correction_id VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    field VARCHAR,
    value JSON,
    why VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL
);
