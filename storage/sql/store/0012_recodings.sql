-- What a later extractor or framework reads in the place of a mention; null where it reads nothing there any more.
CREATE TABLE recodings (
    mention_id VARCHAR NOT NULL,
    became VARCHAR,
    extractor_version VARCHAR NOT NULL,
    framework_version VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
