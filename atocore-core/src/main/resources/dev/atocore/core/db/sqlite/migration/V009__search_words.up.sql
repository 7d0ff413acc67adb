-- What the index reads of a memory that its tokenizer would not take apart, or fold, as queries are: only AtoCore can tell, so it is kept.
CREATE TABLE memory_words (
  seq INTEGER PRIMARY KEY,
  words TEXT NOT NULL
);

/* [jooq ignore start] */
DROP TRIGGER memories_fts_update;
DROP TRIGGER memories_fts_delete;
DROP TRIGGER memories_fts_insert;
DROP TABLE memories_fts;

CREATE VIEW memory_texts AS
  SELECT m.seq AS seq, coalesce(w.words, m.content) AS content FROM memories m LEFT JOIN memory_words w ON w.seq = m.seq;

CREATE VIRTUAL TABLE memories_fts USING fts5 (
  content, content = 'memory_texts', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);

INSERT INTO memories_fts (memories_fts) VALUES ('rebuild');

CREATE TRIGGER memories_fts_insert AFTER INSERT ON memories
BEGIN
  INSERT INTO memories_fts (rowid, content) VALUES (new.seq, new.content);
END;

-- With words of its own, the index forgets those when they go.
CREATE TRIGGER memories_fts_delete AFTER DELETE ON memories
BEGIN
  INSERT INTO memories_fts (memories_fts, rowid, content)
    SELECT 'delete', old.seq, old.content WHERE NOT EXISTS (SELECT 1 FROM memory_words WHERE seq = old.seq);
  DELETE FROM memory_words WHERE seq = old.seq;
END;

-- The words of the old content go; AtoCore writes those of the new one, another program's content is indexed as it is.
CREATE TRIGGER memories_fts_update AFTER UPDATE OF content ON memories WHEN old.content IS NOT new.content
BEGIN
  INSERT INTO memories_fts (memories_fts, rowid, content)
    SELECT 'delete', old.seq, old.content WHERE NOT EXISTS (SELECT 1 FROM memory_words WHERE seq = old.seq);
  INSERT INTO memories_fts (rowid, content)
    SELECT new.seq, new.content WHERE NOT EXISTS (SELECT 1 FROM memory_words WHERE seq = old.seq);
  DELETE FROM memory_words WHERE seq = old.seq;
END;

CREATE TRIGGER memory_words_insert AFTER INSERT ON memory_words
BEGIN
  INSERT INTO memories_fts (memories_fts, rowid, content) SELECT 'delete', seq, content FROM memories WHERE seq = new.seq;
  INSERT INTO memories_fts (rowid, content) SELECT seq, new.words FROM memories WHERE seq = new.seq;
END;

CREATE TRIGGER memory_words_update AFTER UPDATE OF words ON memory_words
BEGIN
  INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', old.seq, old.words);
  INSERT INTO memories_fts (rowid, content) VALUES (new.seq, new.words);
END;

CREATE TRIGGER memory_words_delete AFTER DELETE ON memory_words
BEGIN
  INSERT INTO memories_fts (memories_fts, rowid, content) VALUES ('delete', old.seq, old.words);
  INSERT INTO memories_fts (rowid, content) SELECT seq, content FROM memories WHERE seq = old.seq;
END;
/* [jooq ignore stop] */
