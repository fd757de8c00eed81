-- What people decided, from the run on that put it into effect. The ledger keeps the acts themselves.
CREATE TABLE corrections (
    correction_id VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    subject_type VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    field VARCHAR,
    before JSON,
    value JSON,
    result_id VARCHAR,
    why VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    known_at TIMESTAMP NOT NULL
);
-- Everything that a rejection takes out of the listings: the subject itself, and what rested on it alone.
CREATE TABLE rejections (
    subject_id VARCHAR NOT NULL,
    subject_type VARCHAR NOT NULL,
    correction_id VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
