-- What goes out. Rows are only appended: a delivery stands where its last row of delivery_log says.
CREATE TABLE outbox (
    delivery_id VARCHAR NOT NULL,
    subscriber VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    content_key VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    message BLOB NOT NULL,
    queued_at TIMESTAMP NOT NULL
);
CREATE TABLE delivery_log (
    delivery_id VARCHAR NOT NULL,
    step INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    logged_at TIMESTAMP NOT NULL,
    next_attempt_at TIMESTAMP,
    detail VARCHAR NOT NULL
);
-- What subscribers were told, and in which state, so that it is told again only when that has changed.
CREATE TABLE told (
    subscriber VARCHAR NOT NULL,
    fact_key VARCHAR NOT NULL,
    state_key VARCHAR NOT NULL,
    delivery_id VARCHAR NOT NULL,
    told_at TIMESTAMP NOT NULL
);
-- The slots of the schedule that were taken up: at most one run a slot, and none is missed unseen.
CREATE TABLE schedule_log (
    deployment VARCHAR NOT NULL,
    slot TIMESTAMP NOT NULL,
    step INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    run_clock TIMESTAMP NOT NULL,
    logged_at TIMESTAMP NOT NULL,
    detail VARCHAR NOT NULL
);
