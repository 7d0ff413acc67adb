-- What memories mean, as vectors: docs/recall-by-meaning.md. Derived from the texts and made anew at will, so it is in no image and no entry.
-- source is empty for the memory's own text, and the chunk's id for the text of the chunk that it cites. A row that is replaced gets a new
-- stamp, by which a process that keeps the codes knows what is new.
CREATE TABLE memory_vectors (
  stamp INTEGER PRIMARY KEY /* [jooq ignore start] */ AUTOINCREMENT /* [jooq ignore stop] */,
  memory_id TEXT NOT NULL,
  source TEXT NOT NULL,
  seq INTEGER NOT NULL,
  model TEXT NOT NULL,
  text_digest BLOB NOT NULL,
  code BLOB NOT NULL,
  vector BLOB NOT NULL,
  row_digest BLOB
);

/* [jooq ignore start] */
CREATE UNIQUE INDEX memory_vectors_memory ON memory_vectors (memory_id, source);
CREATE INDEX memory_vectors_source ON memory_vectors (source) WHERE source > '';
CREATE INDEX memory_vectors_code ON memory_vectors (model, stamp, seq, code);
/* [jooq ignore stop] */
