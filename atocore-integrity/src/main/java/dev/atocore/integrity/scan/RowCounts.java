package dev.atocore.integrity.scan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many rows the tables have that only ever grow.
 *
 * @param byTable the number by the table's name
 */
public record RowCounts(Map<String, Long> byTable) {
  private static final String[] TABLES = {"memories", "memory_audit", "projects"};

  public RowCounts {
    byTable = Collections.unmodifiableMap(new LinkedHashMap<>(byTable));
  }

  /** Counts them in that view. */
  public static RowCounts of(Connection connection) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String table : TABLES) {
      Rows.forEach(connection, count(table), row -> counts.put(table, row.getLong(1)));
    }
    return new RowCounts(counts);
  }

  private static String count(String table) {
    return "SELECT count(*) FROM " + table;
  }
}
