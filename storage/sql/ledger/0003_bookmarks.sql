-- Up to which clock a user has seen the changes; the latest row of a user holds.
CREATE TABLE bookmarks (who VARCHAR NOT NULL, seen_until TIMESTAMP NOT NULL, made_at TIMESTAMP NOT NULL);
