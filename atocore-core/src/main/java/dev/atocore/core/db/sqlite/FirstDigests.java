package dev.atocore.core.db.sqlite;

import dev.atocore.audit.sql.Columns;
import dev.atocore.core.db.DigestedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives rows that were there before the digests one of what they say now. Not the chunks: rewriting
 * all of a large store's sources would make it grow by half.
 */
final class FirstDigests {
  private static final int PIECE = 1000;

  private FirstDigests() {}

  /** After a step of the schema, in its transaction. */
  static void make(Connection connection, int version) throws SQLException {
    if (version >= SqliteSchema.ROW_DIGESTS) {
      fill(connection, DigestedTable.SCHEMA_MIGRATIONS);
    }
    if (version == SqliteSchema.ROW_DIGESTS) {
      fill(connection, DigestedTable.PROJECTS);
      fill(connection, DigestedTable.PROJECT_STATE);
      fill(connection, DigestedTable.SOURCE_DOCUMENTS);
    }
    if (version == SqliteSchema.EVIDENCE) {
      fill(connection, DigestedTable.MEMORY_EVIDENCE);
    }
    if (version == SqliteSchema.MEMORY_DIGESTS) {
      fillMemories(connection);
    }
  }

  private static void fill(Connection connection, DigestedTable table) throws SQLException {
    fill(connection, table.table(), table.storedAtFirst(), table::digestOf);
  }

  private static void fillMemories(Connection connection) throws SQLException {
    fill(
        connection,
        "memories",
        "id, version, audit_head",
        rows -> DigestedTable.ofMemory(rows.getString(1), rows.getLong(2), Columns.bytes(rows, 3)));
  }

  private static void fill(Connection connection, String table, String columns, OfRow digestOf)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(missing(table, columns));
        PreparedStatement update = connection.prepareStatement(give(table))) {
      long last = Long.MIN_VALUE;
      Map<Long, byte[]> digests;
      do {
        digests = new LinkedHashMap<>();
        select.setLong(1, last);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            last = rows.getLong("rowid");
            digests.put(last, digestOf.digest(rows));
          }
        }
        for (Map.Entry<Long, byte[]> digest : digests.entrySet()) {
          update.setBytes(1, digest.getValue());
          update.setLong(2, digest.getKey());
          update.executeUpdate();
        }
      } while (digests.size() == PIECE);
    }
  }

  private static String missing(String table, String columns) {
    return "SELECT "
        + columns
        + ", rowid AS rowid FROM "
        + table
        + " WHERE rowid > ? AND row_digest IS NULL ORDER BY rowid LIMIT "
        + PIECE;
  }

  private static String give(String table) {
    return "UPDATE " + table + " SET row_digest = ? WHERE rowid = ?";
  }

  /** Makes the digest of the row that the cursor is at. */
  @FunctionalInterface
  private interface OfRow {
    byte[] digest(ResultSet rows) throws SQLException;
  }
}
