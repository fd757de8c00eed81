-- Where a status comes from that was known before the first night.
ALTER TABLE instruments ADD COLUMN citation VARCHAR;
