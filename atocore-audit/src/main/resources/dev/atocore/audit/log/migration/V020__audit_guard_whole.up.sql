-- As version 10 had it, which 13 lost: a pruning leaves a memory's newest entry alone, and a digest is bytes.
/* [jooq ignore start] */
DROP TRIGGER memory_audit_no_update;
CREATE TRIGGER memory_audit_no_update BEFORE UPDATE ON memory_audit
WHEN NOT (
  new.id IS old.id AND new.memory_id IS old.memory_id AND new.version IS old.version AND new.action IS old.action
  AND new.actor IS old.actor AND new.project IS old.project AND new.timestamp IS old.timestamp
  AND new.request_id IS old.request_id AND new.prev_hash IS old.prev_hash AND new.hash IS old.hash
  AND new.on_behalf_of IS old.on_behalf_of AND new.user_id IS old.user_id AND new.agent_id IS old.agent_id
  AND new.run_id IS old.run_id
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
