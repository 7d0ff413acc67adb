-- A digest of what AtoCore wrote into a row, so that a bit that flips there is found (the class DigestedTable says of what).
-- NULL is not known: an older release or another program wrote the row.
ALTER TABLE projects ADD COLUMN row_digest BLOB;
ALTER TABLE project_state ADD COLUMN row_digest BLOB;
ALTER TABLE source_documents ADD COLUMN row_digest BLOB;
ALTER TABLE source_chunks ADD COLUMN row_digest BLOB;

/* [jooq ignore start] */
ALTER TABLE schema_migrations ADD COLUMN row_digest BLOB;

-- A program that edits a row without its digest makes the digest not known: its edit is no damage.
CREATE TRIGGER projects_row_digest AFTER UPDATE OF id, name, created_at ON projects
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.id IS NOT old.id OR new.name IS NOT old.name OR new.created_at IS NOT old.created_at)
BEGIN
  UPDATE projects SET row_digest = NULL WHERE rowid = new.rowid;
END;

CREATE TRIGGER project_state_row_digest AFTER UPDATE OF project, category, key, value, updated_at ON project_state
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.project IS NOT old.project OR new.category IS NOT old.category OR new.key IS NOT old.key
  OR new.value IS NOT old.value OR new.updated_at IS NOT old.updated_at)
BEGIN
  UPDATE project_state SET row_digest = NULL WHERE rowid = new.rowid;
END;

CREATE TRIGGER source_documents_row_digest
AFTER UPDATE OF id, project, title, uri, content_hash, ingested_at ON source_documents
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.id IS NOT old.id OR new.project IS NOT old.project OR new.title IS NOT old.title OR new.uri IS NOT old.uri
  OR new.content_hash IS NOT old.content_hash OR new.ingested_at IS NOT old.ingested_at)
BEGIN
  UPDATE source_documents SET row_digest = NULL WHERE rowid = new.rowid;
END;

CREATE TRIGGER source_chunks_row_digest
AFTER UPDATE OF id, document_id, ordinal, content, content_hash, created_at ON source_chunks
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.id IS NOT old.id OR new.document_id IS NOT old.document_id OR new.ordinal IS NOT old.ordinal
  OR new.content IS NOT old.content OR new.content_hash IS NOT old.content_hash OR new.created_at IS NOT old.created_at)
BEGIN
  UPDATE source_chunks SET row_digest = NULL WHERE seq = new.seq;
END;
/* [jooq ignore stop] */
