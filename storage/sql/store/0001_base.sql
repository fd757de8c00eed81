-- What was fetched, listed, read and said. Rows are only appended; known_at is the clock of the run that learned it.
-- Times are UTC (TIMESTAMP without zone, so that no extension is needed). JSON columns hold canonical JSON.

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    as_of TIMESTAMP NOT NULL,
    input_hash VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    manifest JSON,
    manifest_hash VARCHAR
);
CREATE TABLE internal_run_durations (
    run_id VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    seconds DOUBLE NOT NULL,
    is_replay BOOLEAN NOT NULL,
    measured_at TIMESTAMP NOT NULL
);
CREATE TABLE polled_sources (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    tier VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE fetches (
    fetch_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    permanent_url VARCHAR,
    requested_at TIMESTAMP NOT NULL,
    outcome VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    status INTEGER,
    attempts INTEGER NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    content_type VARCHAR,
    body_hash VARCHAR,
    body_bytes BIGINT,
    archive_file VARCHAR,
    archive_offset BIGINT,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE readings (
    fetch_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    reading VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    entry_count INTEGER NOT NULL,
    skipped VARCHAR[] NOT NULL,
    has_gap BOOLEAN NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE entries (
    entry_id VARCHAR NOT NULL,
    entry_key VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    published_raw VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    published_precision VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE sightings (
    fetch_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE revisions (
    revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    fetch_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    published VARCHAR NOT NULL,
    published_found VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    author VARCHAR NOT NULL,
    completeness VARCHAR NOT NULL,
    content_hash VARCHAR NOT NULL,
    parser_version VARCHAR NOT NULL,
    paths JSON NOT NULL,
    publisher VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
-- Which answers and entries were read by which parser, and into which revision, so that none is read twice.
CREATE TABLE parsings (
    subject_id VARCHAR NOT NULL,
    parser_version VARCHAR NOT NULL,
    revision_id VARCHAR,
    problem VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
-- Which revisions were read by which extractor: one without mentions is not read again.
CREATE TABLE extractions (
    revision_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    framework_version VARCHAR NOT NULL,
    mention_count INTEGER NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    factuality VARCHAR NOT NULL,
    timeframe VARCHAR NOT NULL,
    commitment VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    actor VARCHAR,
    target VARCHAR,
    speaker VARCHAR,
    items VARCHAR[] NOT NULL,
    stage VARCHAR[] NOT NULL,
    end_use VARCHAR,
    instruments VARCHAR[] NOT NULL,
    quantities JSON NOT NULL,
    dates JSON NOT NULL,
    cues JSON NOT NULL,
    rule VARCHAR NOT NULL,
    sentence VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    extractor_version VARCHAR NOT NULL,
    framework_version VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
