-- What was turned down or erased and is not to come back: docs/forgetting.md. kind is 'rejected', 'invalidated' or 'redacted' (of a
-- memory) or 'source' (of a chunk). The hash is keyed: without the key, which lies beside the store, it says nothing of the text.
CREATE TABLE memory_refusals (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  hash BLOB NOT NULL,
  key_id TEXT NOT NULL,
  memory_id TEXT NOT NULL,
  entry_id INTEGER,
  actor TEXT NOT NULL,
  refused_at TEXT NOT NULL,
  lifted_at TEXT,
  lifted_by TEXT,
  lifted_why TEXT,
  row_digest BLOB
);

/* [jooq ignore start] */
CREATE INDEX memory_refusals_hash ON memory_refusals (hash);
CREATE INDEX memory_refusals_memory ON memory_refusals (memory_id);

CREATE TRIGGER memory_refusals_no_delete BEFORE DELETE ON memory_refusals
BEGIN
  SELECT RAISE(ABORT, 'memory_refusals is never deleted from: a refusal is lifted, and that stays on record');
END;

CREATE TRIGGER memory_refusals_row_digest
AFTER UPDATE OF kind, hash, key_id, memory_id, entry_id, actor, refused_at, lifted_at, lifted_by, lifted_why ON memory_refusals
WHEN new.row_digest IS old.row_digest AND new.row_digest IS NOT NULL AND (
  new.kind IS NOT old.kind OR new.hash IS NOT old.hash OR new.key_id IS NOT old.key_id OR new.memory_id IS NOT old.memory_id
  OR new.entry_id IS NOT old.entry_id OR new.actor IS NOT old.actor OR new.refused_at IS NOT old.refused_at
  OR new.lifted_at IS NOT old.lifted_at OR new.lifted_by IS NOT old.lifted_by OR new.lifted_why IS NOT old.lifted_why)
BEGIN
  UPDATE memory_refusals SET row_digest = NULL WHERE id = new.id;
END;
/* [jooq ignore stop] */
