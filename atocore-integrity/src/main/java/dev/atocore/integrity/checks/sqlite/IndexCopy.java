package dev.atocore.integrity.checks.sqlite;

import dev.atocore.core.db.Database;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Has FTS5 compare the search index with the memories. It does so only by way of an INSERT, for
 * which SQLite takes the write lock of the database that the index is in. So the index is copied
 * into the temporary database of a connection, where it reads the same memories: all under one
 * view, and others write meanwhile.
 */
final class IndexCopy {
  /** What the index of the store reads. */
  private static final String TEXTS =
      "CREATE TEMP VIEW IF NOT EXISTS memory_texts AS SELECT m.seq AS seq, coalesce(w.words, m.content) AS"
          + " content FROM main.memories m LEFT JOIN main.memory_words w ON w.seq = m.seq";

  private static final String INDEX =
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_copy USING fts5 (content, content = 'memory_texts',"
          + " content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2')";

  /** The tables that FTS5 keeps an index in. */
  private static final String[] COPY = {
    "DELETE FROM temp.index_copy_data",
    "INSERT INTO temp.index_copy_data SELECT * FROM main.memories_fts_data",
    "DELETE FROM temp.index_copy_idx",
    "INSERT INTO temp.index_copy_idx SELECT * FROM main.memories_fts_idx",
    "DELETE FROM temp.index_copy_docsize",
    "INSERT INTO temp.index_copy_docsize SELECT * FROM main.memories_fts_docsize",
    "DELETE FROM temp.index_copy_config",
    "INSERT INTO temp.index_copy_config SELECT * FROM main.memories_fts_config"
  };

  /** Rank 1 compares with the contents; without it FTS5 finds such an index sound. */
  private static final String COMPARE =
      "INSERT INTO temp.index_copy (index_copy, rank) VALUES ('integrity-check', 1)";

  private static final Duration WAIT = Duration.ofSeconds(30);

  private IndexCopy() {}

  /** Whether the index holds other words than the memories. */
  static boolean differs(Transactions transactions) {
    Database database = transactions.pool().database();
    // One of its own, which takes what is temporary along when it is closed.
    try (Connection connection = database.connect(WAIT);
        Statement statement = connection.createStatement()) {
      copy(statement);
      statement.executeUpdate(COMPARE);
      return false;
    } catch (SQLException e) {
      StoreException error = database.translate(e);
      if (!error.code().equals("store_corrupt")) {
        throw error;
      }
      return true;
    }
  }

  /** Leaves the connection in a transaction, which ends when it is closed. */
  private static void copy(Statement statement) throws SQLException {
    statement.execute(TEXTS);
    statement.execute(INDEX);
    // A new index keeps in mind that it is empty, until a change of it is taken back.
    statement.execute("BEGIN");
    statement.execute("INSERT INTO temp.index_copy (rowid, content) VALUES (1, 'a')");
    statement.execute("ROLLBACK");
    statement.execute("BEGIN");
    for (String step : COPY) {
      statement.execute(step);
    }
  }
}
