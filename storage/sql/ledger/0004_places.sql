-- Where what an act names stands in its texts: a store that another extractor read knows it by other ids.
CREATE TABLE places (
    correction_id VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    revision_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    measure VARCHAR
);
