-- What memories mean, as vectors: docs/recall-by-meaning.md. Derived from the texts and made anew at will, so it is in no image and no entry.
-- source is empty for the memory's own text, and the chunk's id for the text of the chunk that it cites. The stamp is the number of the
-- transaction that wrote the row: what a process has not seen yet is no older than the oldest that ran when it looked.
CREATE TABLE memory_vectors (
  stamp bigint NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS text) AS bigint),
  memory_id text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  model text COLLATE "C" NOT NULL,
  text_digest bytea NOT NULL,
  code bytea NOT NULL,
  vector bytea NOT NULL,
  row_digest bytea,
  PRIMARY KEY (memory_id, source)
);

CREATE INDEX memory_vectors_source ON memory_vectors (source) WHERE source > '';
CREATE INDEX memory_vectors_code ON memory_vectors (model, stamp);
