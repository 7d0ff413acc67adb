-- The tables of the governed store. Other programs may write them: no CHECK constraints and no STRICT, so that what such a
-- program wrote wrong is kept and found by the integrity checks instead of being lost (docs/RATIONALE.md).

CREATE TABLE projects (
  id TEXT NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  name TEXT,
  created_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) /* [jooq ignore stop] */
);

CREATE TABLE project_state (
  project TEXT NOT NULL /* [jooq ignore start] */ REFERENCES projects (id) /* [jooq ignore stop] */,
  category TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  updated_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
  PRIMARY KEY (project, category, key) /* [jooq ignore stop] */
);

CREATE TABLE source_documents (
  id TEXT NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  project TEXT /* [jooq ignore start] */ REFERENCES projects (id) /* [jooq ignore stop] */,
  title TEXT,
  uri TEXT,
  content_hash TEXT,
  ingested_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) /* [jooq ignore stop] */
);

-- AUTOINCREMENT: the nightly job remembers the last seq it has seen, so a number must never come back.
CREATE TABLE source_chunks (
  seq INTEGER PRIMARY KEY /* [jooq ignore start] */ AUTOINCREMENT /* [jooq ignore stop] */,
  id TEXT NOT NULL /* [jooq ignore start] */ UNIQUE /* [jooq ignore stop] */,
  document_id TEXT NOT NULL /* [jooq ignore start] */ REFERENCES source_documents (id) ON DELETE CASCADE /* [jooq ignore stop] */,
  ordinal INTEGER NOT NULL DEFAULT 0,
  content TEXT NOT NULL,
  content_hash TEXT,
  created_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) /* [jooq ignore stop] */
);

-- seq, not an implicit rowid: VACUUM may renumber implicit rowids, and the full-text index points at them.
CREATE TABLE memories (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL /* [jooq ignore start] */ UNIQUE /* [jooq ignore stop] */,
  type TEXT NOT NULL,
  content TEXT NOT NULL,
  content_hash TEXT,
  project TEXT /* [jooq ignore start] */ REFERENCES projects (id) /* [jooq ignore stop] */,
  status TEXT NOT NULL DEFAULT 'candidate',
  confidence DOUBLE PRECISION NOT NULL DEFAULT 0.5,
  reference_count INTEGER NOT NULL DEFAULT 0,
  last_referenced_at TEXT,
  source_chunk_id TEXT,
  superseded_by TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  audit_head BLOB,
  created_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) /* [jooq ignore stop] */,
  updated_at TEXT NOT NULL /* [jooq ignore start] */ DEFAULT (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) /* [jooq ignore stop] */
);

/* [jooq ignore start] */
CREATE INDEX source_chunks_document ON source_chunks (document_id, ordinal);
CREATE INDEX memories_status ON memories (status, seq);
CREATE INDEX memories_project ON memories (project, seq);
CREATE INDEX memories_living ON memories (content_hash, type, project, status) WHERE status IN ('candidate', 'active');
CREATE INDEX memories_source_chunk ON memories (source_chunk_id) WHERE source_chunk_id IS NOT NULL;
CREATE INDEX memories_superseded_by ON memories (superseded_by) WHERE superseded_by IS NOT NULL;

-- A program that edits content without its hash must not hide a duplicate from the index.
CREATE TRIGGER memories_content_hash AFTER UPDATE OF content ON memories
WHEN new.content_hash IS old.content_hash AND new.content IS NOT old.content
BEGIN
  UPDATE memories SET content_hash = NULL WHERE seq = new.seq;
END;

INSERT INTO projects (id, name) VALUES ('atocore', 'AtoCore itself');
/* [jooq ignore stop] */
