-- Mentions that only the classifier saw and that no second sentence bears out yet, by the numbers of the keys under
-- which an event that held them would be found.
CREATE TABLE internal_waiting (
    event_key BIGINT NOT NULL,
    mention_id VARCHAR NOT NULL,
    is_second BOOLEAN NOT NULL  -- a second reading of a sentence, which founds no event
);
