-- What is said beside the log is chained as entries are, and the log counts the chains that were begun in it: a row that somebody
-- put there, or took away, shows. docs/audit.md gives the format to the byte.

-- The chain of what audit_erasures and audit_gaps say. kind is 'erasure' or 'gap', row_id the row there.
CREATE TABLE audit_record (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  prev_hash BLOB,
  hash BLOB NOT NULL
);

-- How many memories have had a first entry, the sum of the hashes of those, how many records there are, and the last one's hash.
CREATE TABLE audit_extent (
  id INTEGER PRIMARY KEY,
  chains INTEGER NOT NULL,
  chain_sum BLOB NOT NULL,
  records INTEGER NOT NULL,
  record_hash BLOB,
  row_digest BLOB NOT NULL
);

/* [jooq ignore start] */
INSERT INTO audit_extent (id, chains, chain_sum, records, row_digest)
VALUES (1, 0, zeroblob(32), 0, x'249999fcc3fa105f5a0d51390b4f49c4');

CREATE UNIQUE INDEX audit_record_row ON audit_record (kind, row_id);

CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN
  SELECT RAISE(ABORT, 'audit_record is append-only');
END;

CREATE TRIGGER audit_record_no_replace BEFORE INSERT ON audit_record
WHEN EXISTS (SELECT 1 FROM audit_record WHERE id = new.id)
  OR EXISTS (SELECT 1 FROM audit_record WHERE kind = new.kind AND row_id = new.row_id)
BEGIN
  SELECT RAISE(ABORT, 'audit_record is append-only');
END;

CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN
  SELECT RAISE(ABORT, 'audit_record is append-only');
END;

CREATE TRIGGER audit_extent_no_delete BEFORE DELETE ON audit_extent
BEGIN
  SELECT RAISE(ABORT, 'audit_extent only grows');
END;

CREATE TRIGGER audit_extent_no_insert BEFORE INSERT ON audit_extent
BEGIN
  SELECT RAISE(ABORT, 'audit_extent has its one row');
END;

CREATE TRIGGER audit_extent_only_grows BEFORE UPDATE ON audit_extent
WHEN new.id <> old.id OR new.chains < old.chains OR new.records < old.records
BEGIN
  SELECT RAISE(ABORT, 'audit_extent only grows');
END;

-- As before, but a pruning leaves a memory's newest entry alone, and a digest is bytes.
DROP TRIGGER memory_audit_no_update;
CREATE TRIGGER memory_audit_no_update BEFORE UPDATE ON memory_audit
WHEN NOT (
  new.id IS old.id AND new.memory_id IS old.memory_id AND new.version IS old.version AND new.action IS old.action
  AND new.actor IS old.actor AND new.project IS old.project AND new.timestamp IS old.timestamp
  AND new.request_id IS old.request_id AND new.prev_hash IS old.prev_hash AND new.hash IS old.hash
  AND new.before_json IS NULL AND new.after_json IS NULL AND new.note IS NULL
  AND CASE WHEN old.before_json IS NULL THEN new.before_digest IS old.before_digest
    ELSE typeof(new.before_digest) = 'blob' AND length(new.before_digest) = 32 END
  AND CASE WHEN old.after_json IS NULL THEN new.after_digest IS old.after_digest
    ELSE typeof(new.after_digest) = 'blob' AND length(new.after_digest) = 32 END
  AND CASE WHEN old.note IS NULL THEN new.note_digest IS old.note_digest
    ELSE typeof(new.note_digest) = 'blob' AND length(new.note_digest) = 32 END
  AND CASE WHEN new.salt IS NULL THEN EXISTS (
      SELECT 1 FROM audit_erasures WHERE memory_id = old.memory_id AND through_version >= old.version AND kind = 'redacted')
    ELSE new.salt = x'00' AND EXISTS (
      SELECT 1 FROM audit_erasures WHERE kind = 'pruned' AND older_than > old.timestamp AND through_entry >= old.id)
      AND EXISTS (SELECT 1 FROM memory_audit WHERE memory_id = old.memory_id AND version > old.version) END
)
BEGIN
  SELECT RAISE(ABORT, 'memory_audit is append-only: only atocore audit redact and prune erase bodies, on record');
END;
/* [jooq ignore stop] */
