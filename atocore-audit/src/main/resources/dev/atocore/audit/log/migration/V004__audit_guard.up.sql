-- The log is append-only. What may be erased from it is said here first, by whom and why, and only then may the bodies go.
-- docs/audit.md tells what these triggers cannot stop.

-- Redactions and prunings. kind is 'redacted' (memory_id, through_version) or 'pruned' (older_than, through_entry, archive).
CREATE TABLE audit_erasures (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  memory_id TEXT,
  through_version INTEGER,
  older_than TEXT,
  through_entry INTEGER,
  archive TEXT,
  archive_sha256 TEXT,
  entries INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT,
  request_id TEXT,
  erased_at TEXT NOT NULL
);

-- Entries that are lost. kind is 'lost' (what is known of an entry that neither log nor spool took) or 'acknowledged' (an
-- operator knows that the version has no entry; actor and note are the operator's).
CREATE TABLE audit_gaps (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  memory_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  entry_id INTEGER,
  action TEXT,
  actor TEXT NOT NULL,
  note TEXT,
  request_id TEXT,
  prev_hash BLOB,
  hash BLOB,
  timestamp TEXT NOT NULL
);

/* [jooq ignore start] */
CREATE INDEX audit_erasures_memory ON audit_erasures (memory_id, through_version);
CREATE UNIQUE INDEX audit_gaps_memory ON audit_gaps (memory_id, version, kind);

CREATE TRIGGER memory_audit_no_delete BEFORE DELETE ON memory_audit
BEGIN
  SELECT RAISE(ABORT, 'memory_audit is append-only: entries are never deleted');
END;

CREATE TRIGGER memory_audit_no_replace BEFORE INSERT ON memory_audit
WHEN EXISTS (SELECT 1 FROM memory_audit WHERE id = new.id)
  OR EXISTS (SELECT 1 FROM memory_audit WHERE memory_id = new.memory_id AND version = new.version)
BEGIN
  SELECT RAISE(ABORT, 'memory_audit is append-only: this entry is there already');
END;

-- Bodies and salt may give way to digests, once the erasure is on record; the salt is null then, or one zero byte if the
-- bodies are in an archive. Nothing else.
CREATE TRIGGER memory_audit_no_update BEFORE UPDATE ON memory_audit
WHEN NOT (
  new.id IS old.id AND new.memory_id IS old.memory_id AND new.version IS old.version AND new.action IS old.action
  AND new.actor IS old.actor AND new.project IS old.project AND new.timestamp IS old.timestamp
  AND new.request_id IS old.request_id AND new.prev_hash IS old.prev_hash AND new.hash IS old.hash
  AND new.before_json IS NULL AND new.after_json IS NULL AND new.note IS NULL
  AND CASE WHEN old.before_json IS NULL THEN new.before_digest IS old.before_digest ELSE length(new.before_digest) = 32 END
  AND CASE WHEN old.after_json IS NULL THEN new.after_digest IS old.after_digest ELSE length(new.after_digest) = 32 END
  AND CASE WHEN old.note IS NULL THEN new.note_digest IS old.note_digest ELSE length(new.note_digest) = 32 END
  AND CASE WHEN new.salt IS NULL THEN EXISTS (
      SELECT 1 FROM audit_erasures WHERE memory_id = old.memory_id AND through_version >= old.version AND kind = 'redacted')
    ELSE new.salt = x'00' AND EXISTS (
      SELECT 1 FROM audit_erasures WHERE kind = 'pruned' AND older_than > old.timestamp AND through_entry >= old.id) END
)
BEGIN
  SELECT RAISE(ABORT, 'memory_audit is append-only: only atocore audit redact and prune erase bodies, on record');
END;

CREATE TRIGGER audit_erasures_no_delete BEFORE DELETE ON audit_erasures
BEGIN
  SELECT RAISE(ABORT, 'audit_erasures is append-only');
END;

CREATE TRIGGER audit_erasures_no_replace BEFORE INSERT ON audit_erasures
WHEN EXISTS (SELECT 1 FROM audit_erasures WHERE id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'audit_erasures is append-only');
END;

CREATE TRIGGER audit_erasures_no_update BEFORE UPDATE ON audit_erasures
BEGIN
  SELECT RAISE(ABORT, 'audit_erasures is append-only');
END;

CREATE TRIGGER audit_gaps_no_delete BEFORE DELETE ON audit_gaps
BEGIN
  SELECT RAISE(ABORT, 'audit_gaps is append-only');
END;

CREATE TRIGGER audit_gaps_no_replace BEFORE INSERT ON audit_gaps
WHEN EXISTS (SELECT 1 FROM audit_gaps WHERE id = new.id)
  OR EXISTS (SELECT 1 FROM audit_gaps WHERE memory_id = new.memory_id AND version = new.version AND kind = new.kind)
BEGIN
  SELECT RAISE(ABORT, 'audit_gaps is append-only');
END;

CREATE TRIGGER audit_gaps_no_update BEFORE UPDATE ON audit_gaps
BEGIN
  SELECT RAISE(ABORT, 'audit_gaps is append-only');
END;
/* [jooq ignore stop] */
