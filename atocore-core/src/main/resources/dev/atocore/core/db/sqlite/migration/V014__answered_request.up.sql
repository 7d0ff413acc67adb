-- What was done for requests that a client may repeat, for a day: docs/http.md. Of the key and of what was asked only digests.
CREATE TABLE answered_requests (
  id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  memory_id TEXT,
  version INTEGER,
  action TEXT,
  status INTEGER,
  body TEXT
  /* [jooq ignore start] */, PRIMARY KEY (id) /* [jooq ignore stop] */
);

/* [jooq ignore start] */
CREATE INDEX answered_requests_age ON answered_requests (answered_at);
/* [jooq ignore stop] */
