-- What was done with keys: each row says what a key is from then on, and is chained in audit_record. kind is 'made', 'rotated' or
-- 'revoked', projects one in a line, token_hash the SHA-256 of the token. docs/keys.md tells what follows from it.
CREATE TABLE key_events (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  projects TEXT,
  user_id TEXT,
  expires_at TEXT,
  token_hash BLOB NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT,
  done_at TEXT NOT NULL,
  row_digest BLOB
);

/* [jooq ignore start] */
CREATE TRIGGER key_events_no_delete BEFORE DELETE ON key_events
BEGIN
  SELECT RAISE(ABORT, 'key_events is append-only');
END;

CREATE TRIGGER key_events_no_replace BEFORE INSERT ON key_events
WHEN EXISTS (SELECT 1 FROM key_events WHERE id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'key_events is append-only');
END;

CREATE TRIGGER key_events_no_update BEFORE UPDATE ON key_events
BEGIN
  SELECT RAISE(ABORT, 'key_events is append-only');
END;
/* [jooq ignore stop] */
