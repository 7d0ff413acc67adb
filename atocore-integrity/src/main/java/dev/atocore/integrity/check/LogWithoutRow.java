package dev.atocore.integrity.check;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The memories that have entries in the log and no row. Two checks ask for them: once one has seen
 * that there are none, the other need not look. Thread-safe.
 */
public final class LogWithoutRow {
  private volatile boolean none;

  public void forEach(CheckContext context, Each each) {
    if (none) {
      return;
    }
    boolean[] some = new boolean[1];
    KeyRanges.forEach(
        context,
        "memory_id",
        "memory_audit",
        (connection, range) ->
            Rows.forEach(
                connection,
                SqliteShapes.withoutParent("memory_id", "memory_audit", "memories", range),
                row -> {
                  some[0] = true;
                  each.memory(connection, row.getString(1));
                },
                range.values(2)));
    none = !some[0];
  }

  /** Told the id of a memory. */
  @FunctionalInterface
  public interface Each {
    void memory(Connection connection, String id) throws SQLException;
  }
}
