-- Observations, promises, claims and indicators as states on two clocks: a row whenever one is known anew.
-- The tables of the first pass could not tell a restated figure from a new one; what they held is worked out again
-- by a replay, and nothing of it was ever a person's decision.
DROP TABLE observations;
DROP TABLE promises;
DROP TABLE claims;
DROP TABLE indicators;

-- Each figure as one mention tells it; figure_key finds equal ones, series_key those of one voice and measure.
CREATE TABLE internal_figures (
    figure_id VARCHAR NOT NULL,
    observation_id VARCHAR NOT NULL,
    figure_key VARCHAR NOT NULL,
    series_key VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    figure JSON NOT NULL,
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
    stage VARCHAR[] NOT NULL,
    as_of VARCHAR,
    period VARCHAR,
    factuality VARCHAR NOT NULL,
    commitment VARCHAR NOT NULL,
    derived BOOLEAN NOT NULL,
    superseded_by VARCHAR,
    part_of VARCHAR,
    evidence JSON NOT NULL,
    citation VARCHAR,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE promises (
    promise_id VARCHAR NOT NULL,
    "by" VARCHAR NOT NULL,
    "to" VARCHAR,
    what VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    items VARCHAR[] NOT NULL,
    instruments VARCHAR[] NOT NULL,
    made_on VARCHAR,
    due VARCHAR NOT NULL,
    slipped_from VARCHAR,
    answered_by VARCHAR,
    answered_on VARCHAR,
    withdrawn_on VARCHAR,
    status VARCHAR NOT NULL,
    status_since VARCHAR,
    commitment VARCHAR NOT NULL,
    event_id VARCHAR,
    evidence JSON NOT NULL,
    citation VARCHAR,
    known_at TIMESTAMP NOT NULL
);
-- What a party, or the legal text, states: one mention of one voice, and the topic that it belongs to.
CREATE TABLE internal_statements (
    mention_id VARCHAR NOT NULL,
    topic_id VARCHAR NOT NULL,
    topic_key VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    said_on VARCHAR NOT NULL,
    known_at TIMESTAMP NOT NULL
);
CREATE TABLE claims (
    topic_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    event_id VARCHAR,
    event_ids VARCHAR[] NOT NULL,
    instruments VARCHAR[] NOT NULL,
    indicator_id VARCHAR,
    evidence JSON NOT NULL,
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
    newest_on VARCHAR,
    known_at TIMESTAMP NOT NULL
);
