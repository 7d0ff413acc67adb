ALTER TABLE audit_sealed DROP COLUMN row_digest;
ALTER TABLE audit_tile DROP COLUMN row_digest;
ALTER TABLE audit_gaps DROP COLUMN row_digest;
ALTER TABLE audit_erasures DROP COLUMN row_digest;
