-- A digest of what was written into a row beside the log (the class RowDigest). NULL: an older release wrote it.
ALTER TABLE audit_erasures ADD COLUMN row_digest BLOB;
ALTER TABLE audit_gaps ADD COLUMN row_digest BLOB;
ALTER TABLE audit_tile ADD COLUMN row_digest BLOB;
ALTER TABLE audit_sealed ADD COLUMN row_digest BLOB;
