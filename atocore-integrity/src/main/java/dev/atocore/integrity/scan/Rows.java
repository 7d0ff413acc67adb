package dev.atocore.integrity.scan;

import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlDialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Runs a query and hands over its rows one by one. */
public final class Rows {
  private Rows() {}

  @SuppressWarnings("exports") // For this library alone.
  public static void forEach(Connection connection, Sql sql, Each each, @Nullable Object... values)
      throws SQLException {
    forEach(connection, sql.in(SqlDialect.of(connection)), each, values);
  }

  public static void forEach(
      Connection connection, String sql, Each each, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setObject(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          each.row(rows);
        }
      }
    }
  }

  /** Hands over the rows of one query in a view of its own. */
  public static void forEach(
      Views views, String sql, Slices.EachRow each, @Nullable Object... values) {
    views.read(
        connection -> {
          forEach(connection, sql, row -> each.row(connection, row), values);
          return true;
        });
  }

  /** The same of a statement of the catalogue. */
  @SuppressWarnings("exports") // For this library alone.
  public static void forEach(
      Views views, Sql sql, Slices.EachRow each, @Nullable Object... values) {
    views.read(
        connection -> {
          forEach(connection, sql, row -> each.row(connection, row), values);
          return true;
        });
  }

  /** Receives each row; must not move the cursor. */
  @FunctionalInterface
  public interface Each {
    void row(ResultSet row) throws SQLException;
  }
}
