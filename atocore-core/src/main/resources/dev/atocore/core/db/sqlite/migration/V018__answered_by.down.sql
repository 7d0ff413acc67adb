DROP TRIGGER memory_evidence_row_digest;
-- The digests of these rows are of the name too: without it nothing is known of them.
UPDATE memory_evidence SET row_digest = NULL WHERE answered_by IS NOT NULL;
ALTER TABLE memory_evidence DROP COLUMN answered_by;
CREATE TRIGGER memory_evidence_row_digest
AFTER UPDATE OF memory_id, kind, document_id, chunk_id, counted, noted_at, answered_at ON memory_evidence
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.memory_id IS NOT old.memory_id OR new.kind IS NOT old.kind OR new.document_id IS NOT old.document_id
  OR new.chunk_id IS NOT old.chunk_id OR new.counted IS NOT old.counted OR new.noted_at IS NOT old.noted_at
  OR new.answered_at IS NOT old.answered_at)
BEGIN
  UPDATE memory_evidence SET row_digest = NULL WHERE rowid = new.rowid;
END;
