-- Who answered a question. NULL while it is open, and where it was answered before this was kept.
ALTER TABLE memory_evidence ADD COLUMN answered_by TEXT;

/* [jooq ignore start] */
DROP TRIGGER memory_evidence_row_digest;
CREATE TRIGGER memory_evidence_row_digest
AFTER UPDATE OF memory_id, kind, document_id, chunk_id, counted, noted_at, answered_at, answered_by ON memory_evidence
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.memory_id IS NOT old.memory_id OR new.kind IS NOT old.kind OR new.document_id IS NOT old.document_id
  OR new.chunk_id IS NOT old.chunk_id OR new.counted IS NOT old.counted OR new.noted_at IS NOT old.noted_at
  OR new.answered_at IS NOT old.answered_at OR new.answered_by IS NOT old.answered_by)
BEGIN
  UPDATE memory_evidence SET row_digest = NULL WHERE rowid = new.rowid;
END;
/* [jooq ignore stop] */
