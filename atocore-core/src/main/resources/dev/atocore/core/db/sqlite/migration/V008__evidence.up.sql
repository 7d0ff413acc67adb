-- What documents say of memories, each document once: docs/nightly-job.md. The sum of what counts is a memory's reference_count.
CREATE TABLE memory_evidence (
  memory_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  document_id TEXT NOT NULL,
  chunk_id TEXT,
  counted INTEGER NOT NULL,
  noted_at TEXT NOT NULL,
  answered_at TEXT,
  row_digest BLOB
  /* [jooq ignore start] */, PRIMARY KEY (memory_id, kind, document_id) /* [jooq ignore stop] */
);

/* [jooq ignore start] */
CREATE INDEX memory_evidence_document ON memory_evidence (document_id, kind);
CREATE INDEX memory_evidence_question ON memory_evidence (kind, document_id) WHERE kind IN ('denied', 'gone', 'unsaid');

-- A file that moves is looked for by what it says, and one that is known by where it lies.
CREATE INDEX source_documents_content ON source_documents (content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX source_documents_uri ON source_documents (uri) WHERE uri IS NOT NULL;

CREATE TRIGGER memory_evidence_row_digest
AFTER UPDATE OF memory_id, kind, document_id, chunk_id, counted, noted_at, answered_at ON memory_evidence
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.memory_id IS NOT old.memory_id OR new.kind IS NOT old.kind OR new.document_id IS NOT old.document_id
  OR new.chunk_id IS NOT old.chunk_id OR new.counted IS NOT old.counted OR new.noted_at IS NOT old.noted_at
  OR new.answered_at IS NOT old.answered_at)
BEGIN
  UPDATE memory_evidence SET row_digest = NULL WHERE rowid = new.rowid;
END;

-- Each memory's own document; of the references until now nobody knows which documents they were.
INSERT INTO memory_evidence (memory_id, kind, document_id, chunk_id, counted, noted_at)
SELECT m.id, 'source',
  coalesce(
    (SELECT c.document_id FROM source_chunks c WHERE c.id = m.source_chunk_id),
    (SELECT d.id FROM source_documents d WHERE d.id = substr(m.source_chunk_id, 1, instr(m.source_chunk_id, '#') - 1)),
    m.source_chunk_id),
  m.source_chunk_id, 0, m.created_at
FROM memories m WHERE m.source_chunk_id > '';

INSERT INTO memory_evidence (memory_id, kind, document_id, counted, noted_at)
SELECT m.id, 'earlier', '', m.reference_count, coalesce(m.last_referenced_at, m.created_at)
FROM memories m WHERE m.reference_count > 0;
/* [jooq ignore stop] */
