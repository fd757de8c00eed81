-- What follows from the mentions: voices, events, instruments, promises, claims, observations, indicators, changes.

-- Keys are hashed to 63 bits: they are looked for in all rows, and numbers are read many times faster than texts.
CREATE TABLE internal_sentence_keys (sentence_key BIGINT NOT NULL, revision_id VARCHAR NOT NULL);
CREATE TABLE internal_event_keys (event_key BIGINT NOT NULL, event_id VARCHAR NOT NULL);
CREATE TABLE internal_lent (
    mention_id VARCHAR NOT NULL,
    instruments VARCHAR[] NOT NULL,
    start_day VARCHAR,
    factuality VARCHAR,
    commitment VARCHAR
);
CREATE TABLE voices (
    revision_id VARCHAR NOT NULL,
    voice_id VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    containment DOUBLE NOT NULL,
    credits VARCHAR[] NOT NULL,
    issuer VARCHAR,
    headline_texts VARCHAR[] NOT NULL,
    article_texts VARCHAR[] NOT NULL,
    own_start VARCHAR,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE memberships (
    mention_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE event_aliases (
    event_id VARCHAR NOT NULL,
    merged_into VARCHAR,
    why VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE events (
    event_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    factuality VARCHAR NOT NULL,
    commitment VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    actor VARCHAR,
    target VARCHAR,
    items VARCHAR[] NOT NULL,
    stage VARCHAR[] NOT NULL,
    end_use VARCHAR,
    instruments VARCHAR[] NOT NULL,
    quantities JSON NOT NULL,
    dates JSON NOT NULL,
    happened_on VARCHAR,
    valid_from VARCHAR,
    valid_to VARCHAR,
    title VARCHAR NOT NULL,
    articles INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    primary_source BOOLEAN NOT NULL,
    follows VARCHAR,
    evidence JSON NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE instruments (
    instrument_id VARCHAR NOT NULL,
    part VARCHAR,
    title VARCHAR,
    issuer VARCHAR,
    items VARCHAR[] NOT NULL,
    status VARCHAR NOT NULL,
    valid_from VARCHAR,
    valid_to VARCHAR,
    since_event VARCHAR,
    rests_on VARCHAR NOT NULL,
    evidence JSON NOT NULL,
    position INTEGER NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE promises (
    promise_id VARCHAR NOT NULL,
    "by" VARCHAR,
    "to" VARCHAR,
    what VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    items VARCHAR[] NOT NULL,
    made_on VARCHAR,
    due VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    status_since VARCHAR,
    slipped_from VARCHAR,
    answered_by VARCHAR,
    commitment VARCHAR NOT NULL,
    evidence JSON NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE claims (
    topic VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    event_id VARCHAR,
    evidence JSON NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE observations (
    observation_id VARCHAR NOT NULL,
    indicator_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE,
    value_text VARCHAR,
    low DOUBLE,
    high DOUBLE,
    unit VARCHAR,
    bound VARCHAR NOT NULL,
    basis VARCHAR,
    population VARCHAR,
    event_id VARCHAR,
    direction VARCHAR,
    end_use VARCHAR,
    instruments VARCHAR[] NOT NULL,
    valid_from VARCHAR,
    valid_to VARCHAR,
    speaker VARCHAR,
    actor VARCHAR,
    target VARCHAR,
    items VARCHAR[] NOT NULL,
    stage VARCHAR,
    as_of VARCHAR,
    period VARCHAR,
    factuality VARCHAR NOT NULL,
    commitment VARCHAR NOT NULL,
    derived BOOLEAN NOT NULL,
    part_of VARCHAR,
    evidence JSON NOT NULL,
    citation VARCHAR,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE indicators (
    indicator_id VARCHAR NOT NULL,
    reading VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    direction VARCHAR NOT NULL,
    grade INTEGER NOT NULL,
    cues JSON NOT NULL,
    disagreement BOOLEAN NOT NULL,
    latest VARCHAR[] NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE changes (
    change_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subject_type VARCHAR NOT NULL,
    subject_id VARCHAR NOT NULL,
    event_id VARCHAR,
    title VARCHAR NOT NULL,
    before VARCHAR,
    after VARCHAR,
    significance DOUBLE NOT NULL,
    indicator_id VARCHAR,
    evidence JSON NOT NULL,
    known_at TIMESTAMP NOT NULL
);
