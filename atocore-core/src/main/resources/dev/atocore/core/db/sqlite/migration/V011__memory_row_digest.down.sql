ALTER TABLE memories DROP COLUMN row_digest;
