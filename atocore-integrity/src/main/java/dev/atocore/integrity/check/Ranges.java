package dev.atocore.integrity.check;

import dev.atocore.core.error.AtoCoreException.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a large table piece by piece, each in a view of its own, so that the write-ahead log of a
 * busy store can be written back in between. Rows that are written meanwhile belong to the next
 * run.
 */
public final class Ranges {
  /** Less than every number that a row can have. */
  public static final long START = Long.MIN_VALUE;

  private Ranges() {}

  /** Hands over the ranges of the rows after {@code from} up to the last there is now. */
  public static void forEach(
      CheckContext context, String column, String table, long from, Each each) {
    Long last = context.read(connection -> number(connection, SqliteShapes.last(column, table)));
    if (last == null) {
      return;
    }
    String endOfRange = SqliteShapes.endOfRange(column, table);
    Long low = from;
    while (low != null) {
      long after = low;
      low =
          context.read(
              connection -> {
                Long upTo = number(connection, endOfRange, after, last);
                if (upTo == null) {
                  return null;
                }
                if (upTo <= after) {
                  throw new IntegrityException(
                      Kind.FAILED,
                      "store_corrupt",
                      "the rows of " + table + " are not in the order of their numbers");
                }
                long end = Math.min(upTo, last);
                each.range(connection, after, end);
                return end < last ? end : null;
              });
    }
  }

  /** Hands over what a query finds in each of these ranges; it takes the two bounds. */
  public static void forEachRow(
      CheckContext context, String column, String table, long from, String sql, EachRow each) {
    forEach(
        context,
        column,
        table,
        from,
        (connection, after, upTo) ->
            Rows.forEach(connection, sql, row -> each.row(connection, row), after, upTo));
  }

  private static @Nullable Long number(Connection connection, String sql, Object... values)
      throws SQLException {
    List<Long> number = new ArrayList<>(1);
    Rows.forEach(
        connection,
        sql,
        row -> {
          long found = row.getLong(1);
          if (!row.wasNull()) {
            number.add(found);
          }
        },
        values);
    return number.isEmpty() ? null : number.get(0);
  }

  /** Told each row; must not move the cursor. */
  @FunctionalInterface
  public interface EachRow {
    void row(Connection connection, ResultSet row) throws SQLException;
  }

  /** Looks at the rows whose number is above the one and at most the other. */
  @FunctionalInterface
  public interface Each {
    void range(Connection connection, long after, long upTo) throws SQLException;
  }
}
