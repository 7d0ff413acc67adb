-- The audit log. Append-only; docs/audit.md gives the format to the byte.
CREATE TABLE memory_audit (
  id INTEGER PRIMARY KEY,
  memory_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  project TEXT,
  before_json TEXT,
  after_json TEXT,
  note TEXT,
  timestamp TEXT NOT NULL,
  request_id TEXT,
  salt BLOB,
  prev_hash BLOB,
  hash BLOB NOT NULL,
  before_digest BLOB,
  after_digest BLOB,
  note_digest BLOB
);

/* [jooq ignore start] */
CREATE UNIQUE INDEX memory_audit_memory_id ON memory_audit (memory_id, version);
CREATE INDEX memory_audit_timestamp ON memory_audit (timestamp);
CREATE INDEX memory_audit_action ON memory_audit (action);
/* [jooq ignore stop] */
