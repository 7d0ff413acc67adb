package dev.atocore.integrity.mend;

import dev.atocore.audit.sql.SqlConnection;
import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.integrity.scan.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table whose rows carry digests, as the steps of a repair name it: {@code
 * projects#12}.
 */
public final class DigestedRow {
  private final DigestedTable table;
  private final long number;

  private DigestedRow(DigestedTable table, long number) {
    this.table = table;
    this.number = number;
  }

  /** The row with that name; null when it names none that may be accepted as it is. */
  public static @Nullable DigestedRow of(String name) {
    int mark = name.lastIndexOf('#');
    for (DigestedTable table : DigestedTable.values()) {
      if (mark > 0 && table.table().equals(name.substring(0, mark)) && mayBeAccepted(table)) {
        try {
          return new DigestedRow(table, Long.parseLong(name.substring(mark + 1)));
        } catch (NumberFormatException e) {
          return null;
        }
      }
    }
    return null;
  }

  public static String name(String table, long number) {
    return table + "#" + number;
  }

  /** The row, every column of its digest as a literal, and it; empty when there is no such row. */
  static String image(SqlConnection connection, String name) throws SQLException {
    StringBuilder image = new StringBuilder();
    DigestedRow row = of(name);
    if (row != null) {
      Rows.forEach(
          connection.jdbc(), quoted(row.table), found -> image.append(found.getString(1)), row.number);
    }
    return image.toString();
  }

  /** Whether the digest of the row is gone. */
  static boolean isAccepted(SqlConnection connection, String name) throws SQLException {
    return image(connection, name).startsWith("NULL");
  }

  /** Takes the digest away: the row counts as sound until it is written again. */
  static void accept(Connection connection, String name) throws SQLException {
    DigestedRow row = of(name);
    if (row == null) {
      throw new IntegrityException(Kind.REFUSED, "plan_stale", "there is no row \"" + name + "\"");
    }
    try (PreparedStatement update = connection.prepareStatement(forget(row.table))) {
      update.setLong(1, row.number);
      update.executeUpdate();
    }
  }

  private static String quoted(DigestedTable table) {
    return "SELECT quote(row_digest) || quote("
        + String.join(") || quote(", table.columns())
        + ") FROM "
        + table.table()
        + " WHERE rowid = ?";
  }

  private static String forget(DigestedTable table) {
    return "UPDATE " + table.table() + " SET row_digest = NULL WHERE rowid = ?";
  }

  /** What stands beside the log is append-only: nobody takes a digest away there. */
  private static boolean mayBeAccepted(DigestedTable table) {
    return switch (table) {
      case PROJECTS,
          PROJECT_STATE,
          SOURCE_DOCUMENTS,
          SOURCE_CHUNKS,
          MEMORY_EVIDENCE,
          MEMORY_REFUSALS,
          SCHEMA_MIGRATIONS ->
          true;
      case AUDIT_ERASURES, AUDIT_GAPS, KEY_EVENTS, AUDIT_TILE, AUDIT_SEALED -> false;
    };
  }
}
