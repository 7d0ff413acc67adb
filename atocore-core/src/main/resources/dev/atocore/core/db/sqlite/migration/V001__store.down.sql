DROP TABLE memories;
DROP TABLE source_chunks;
DROP TABLE source_documents;
DROP TABLE project_state;
DROP TABLE projects;
