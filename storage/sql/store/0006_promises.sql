-- When the text was published that told the due date that holds, and the family of the act that would keep the promise.
ALTER TABLE promises ADD COLUMN told_on VARCHAR;
ALTER TABLE promises ADD COLUMN family VARCHAR;
