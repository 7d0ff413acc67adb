package dev.atocore.integrity.repair;

import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.SqliteShapes;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a row looks like, in a few characters: tells whether it has changed since. */
final class RowHash {
  private RowHash() {}

  /**
   * The hash of the row that such a step would touch, and of the one it relies on; empty when there
   * is none.
   */
  static String of(
      Connection connection, RepairAction action, String subject, @Nullable String target)
      throws SQLException {
    StringBuilder image = new StringBuilder();
    switch (action) {
      case CLEAR_SOURCE_CHUNK, SUPERSEDE, REJECT, RESTORE, ADOPT ->
          read(connection, SqliteShapes.MEMORY_ROW, subject, image);
      case REGISTER_PROJECT -> read(connection, SqliteShapes.PROJECT_ROW, subject, image);
      case QUARANTINE -> read(connection, SqliteShapes.DOCUMENT_ROW, subject, image);
      case ACCEPT_ROW -> {
        DigestedRow row = DigestedRow.of(subject);
        if (row != null) {
          Rows.forEach(
              connection,
              SqliteShapes.row(row.table()),
              found -> image.append(found.getString(1)),
              row.number());
        }
      }
      case REBUILD_SEARCH_INDEX, REINDEX -> {
        // Made from what is there, whatever that is.
      }
    }
    if (target != null) {
      read(connection, SqliteShapes.MEMORY_ROW, target, image);
    }
    return image.isEmpty() ? "" : ContentHash.of(image.toString());
  }

  /** Whether no entry at all tells of that memory. */
  static boolean isUnknownToLog(Connection connection, String memoryId) throws SQLException {
    StringBuilder found = new StringBuilder();
    read(connection, "SELECT 1 FROM memory_audit WHERE memory_id = ? LIMIT 1", memoryId, found);
    return found.isEmpty();
  }

  private static void read(Connection connection, String sql, String subject, StringBuilder image)
      throws SQLException {
    Rows.forEach(connection, sql, row -> image.append(row.getString(1)), subject);
  }
}
