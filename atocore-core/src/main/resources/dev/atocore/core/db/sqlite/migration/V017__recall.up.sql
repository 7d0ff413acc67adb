-- Who was told which memories: docs/recall.md. Equal lists are kept once, times are milliseconds, lists and what points to them are packed
-- (the class Packed), so that 100,000 answers of ten memories each take less than 25 MB.
CREATE TABLE recall_reader (
  id INTEGER NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  door TEXT NOT NULL,
  key TEXT,
  on_behalf_of TEXT
);

CREATE TABLE recall_memory (
  id INTEGER NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  memory_id TEXT NOT NULL /* [jooq ignore start] */ UNIQUE /* [jooq ignore stop] */
);

-- In the order of the answer: a memory's number and its version.
CREATE TABLE recall_list (
  id INTEGER NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  memories BLOB NOT NULL
);

CREATE TABLE recall (
  id INTEGER NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  told_at INTEGER NOT NULL,
  reader INTEGER NOT NULL,
  list INTEGER NOT NULL,
  request_id TEXT,
  project TEXT,
  query TEXT
);

-- The lists that a memory is in, and its version there, some dozens a row.
CREATE TABLE recall_told (
  memory INTEGER NOT NULL,
  first_list INTEGER NOT NULL,
  lists BLOB NOT NULL
  /* [jooq ignore start] */, PRIMARY KEY (memory, first_list) /* [jooq ignore stop] */
) /* [jooq ignore start] */ WITHOUT ROWID /* [jooq ignore stop] */;

-- Answers that could not be recorded.
CREATE TABLE recall_lost (
  id INTEGER NOT NULL /* [jooq ignore start] */ PRIMARY KEY /* [jooq ignore stop] */,
  noted_at INTEGER NOT NULL,
  answers INTEGER NOT NULL
);

/* [jooq ignore start] */
CREATE INDEX recall_by_time ON recall (told_at);
CREATE INDEX recall_by_list ON recall (list, told_at);
CREATE INDEX recall_reader_by_key ON recall_reader (key, on_behalf_of);
/* [jooq ignore stop] */
