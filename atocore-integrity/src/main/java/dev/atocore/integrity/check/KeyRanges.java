package dev.atocore.integrity.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads an index of texts piece by piece, each in a view of its own, for the same reason as {@link
 * Ranges}. The pieces end at the texts of rows picked at even distances, so that they are of about
 * the same size without anyone counting. All rows with the same text are in the same piece; nulls
 * are in none.
 */
public final class KeyRanges {
  private static final int ROWS = 50_000;
  private static final int MOST = 1_000;

  private KeyRanges() {}

  /** Hands over the pieces, in order. */
  public static void forEach(CheckContext context, String column, String table, Each each) {
    byte[] after = null;
    for (byte[] upTo : context.read(connection -> picked(connection, column, table))) {
      if (after == null || Arrays.compareUnsigned(after, upTo) < 0) {
        look(context, new KeyRange(after, upTo), each);
        after = upTo;
      }
    }
    look(context, new KeyRange(after, null), each);
  }

  private static void look(CheckContext context, KeyRange range, Each each) {
    context.read(
        connection -> {
          each.range(connection, range);
          return true;
        });
  }

  /** In order, perhaps some of them twice. */
  private static List<byte[]> picked(Connection connection, String column, String table)
      throws SQLException {
    List<byte[]> texts = new ArrayList<>();
    long[] ends = new long[2];
    Rows.forEach(
        connection,
        SqliteShapes.firstAndLast(table),
        row -> {
          ends[0] = row.getLong(1);
          ends[1] = row.getLong(2);
        });
    // Another program may have taken any number for a row: the distance may need all 64 bits.
    long distance = ends[1] - ends[0];
    long pieces = Long.divideUnsigned(distance, ROWS);
    long count = Long.compareUnsigned(pieces, MOST) < 0 ? pieces : MOST;
    long step = Long.divideUnsigned(distance, count + 1);
    for (long i = 1; i <= count; i++) {
      Rows.forEach(
          connection,
          SqliteShapes.textAt(column, table),
          row -> texts.add(row.getBytes(1)),
          ends[0] + i * step);
    }
    texts.sort(Arrays::compareUnsigned);
    return texts;
  }

  /** Looks at the rows whose text is in the range. */
  @FunctionalInterface
  public interface Each {
    void range(Connection connection, KeyRange range) throws SQLException;
  }
}
