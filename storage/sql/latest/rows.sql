-- Which row holds now, of each thing that many runs told of anew: found once at publishing, not by each question.
CREATE TABLE events_latest AS
SELECT arg_max(rowid, known_at) AS place, min(known_at) AS first_known_at FROM events_rows
WHERE event_id NOT IN (SELECT event_id FROM event_aliases_rows) GROUP BY event_id ORDER BY place;
COMMENT ON TABLE events_latest IS 'The row of each event that holds now.';
COMMENT ON COLUMN events_latest.place IS 'The rowid in events_rows.';
COMMENT ON COLUMN events_latest.first_known_at IS 'When it was first known, UTC.';
CREATE TABLE observations_latest AS
SELECT arg_max(rowid, known_at) AS place, min(known_at) AS first_known_at FROM observations_rows
WHERE observation_id NOT IN (SELECT subject_id FROM rejections_rows) GROUP BY observation_id ORDER BY place;
COMMENT ON TABLE observations_latest IS 'The row of each figure that holds now.';
COMMENT ON COLUMN observations_latest.place IS 'The rowid in observations_rows.';
COMMENT ON COLUMN observations_latest.first_known_at IS 'When a run first learned it, UTC.';
CREATE TABLE promises_latest AS
SELECT arg_max(rowid, known_at) AS place, min(known_at) AS first_known_at FROM promises_rows
WHERE promise_id NOT IN (SELECT subject_id FROM rejections_rows) GROUP BY promise_id ORDER BY place;
COMMENT ON TABLE promises_latest IS 'The row of each promise that holds now.';
COMMENT ON COLUMN promises_latest.place IS 'The rowid in promises_rows.';
COMMENT ON COLUMN promises_latest.first_known_at IS 'When a run first learned it, UTC.';
CREATE TABLE memberships_latest AS
SELECT mention_id, arg_max(event_id, (known_at, rowid)) AS event_id FROM memberships_rows GROUP BY mention_id ORDER BY min(rowid);
COMMENT ON TABLE memberships_latest IS 'The event that each mention belongs to now.';
COMMENT ON COLUMN memberships_latest.mention_id IS 'The mention: a hash of revision and content.';
COMMENT ON COLUMN memberships_latest.event_id IS 'The event: named after the mention that founded it.';
