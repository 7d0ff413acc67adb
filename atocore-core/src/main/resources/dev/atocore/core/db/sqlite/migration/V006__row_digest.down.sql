DROP TRIGGER source_chunks_row_digest;
DROP TRIGGER source_documents_row_digest;
DROP TRIGGER project_state_row_digest;
DROP TRIGGER projects_row_digest;
ALTER TABLE schema_migrations DROP COLUMN row_digest;
ALTER TABLE source_chunks DROP COLUMN row_digest;
ALTER TABLE source_documents DROP COLUMN row_digest;
ALTER TABLE project_state DROP COLUMN row_digest;
ALTER TABLE projects DROP COLUMN row_digest;
