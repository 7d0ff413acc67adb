-- A digest of a memory's id, version and audit_head, in the row: whoever sets a row back to an earlier entry has to make one.
ALTER TABLE memories ADD COLUMN row_digest BLOB;
