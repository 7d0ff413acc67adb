DROP TABLE memory_evidence;
DROP INDEX source_documents_uri;
DROP INDEX source_documents_content;
