package dev.atocore.integrity.scan;

import dev.atocore.audit.sql.Sql;
import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a large table slice by slice, each in a view of its own, so that the write-ahead log of a
 * busy store can be written back in between. Rows that are written meanwhile belong to the next
 * run.
 */
public final class Slices {
  /** Less than every number that a row can have. */
  public static final long START = Long.MIN_VALUE;

  private static final int ROWS = 50_000;
  private static final int MOST = 1_000;

  private Slices() {}

  /**
   * Hands over the slices of the rows whose number in that column is above {@code from}, up to the
   * last there is now.
   */
  public static void forEach(
      Views views, String column, String table, long from, EachNumbers each) {
    Long last = views.read(connection -> number(connection, last(column, table)));
    if (last == null) {
      return;
    }
    Spelled end = end(column, table);
    Long low = from;
    while (low != null) {
      long after = low;
      low =
          views.read(
              connection -> {
                Long upTo = number(connection, end.in(SqlDialect.of(connection)), after, last);
                if (upTo == null) {
                  return null;
                }
                if (upTo <= after) {
                  throw new StoreException(
                      "store_corrupt",
                      "the rows of " + table + " are not in the order of their numbers",
                      null);
                }
                each.slice(connection, after, Math.min(upTo, last));
                return upTo < last ? upTo : null;
              });
    }
  }

  /** Hands over what a query finds in each of these slices; it takes the two bounds. */
  public static void forEachRow(
      Views views, String column, String table, long from, String sql, EachRow each) {
    forEach(
        views,
        column,
        table,
        from,
        (connection, after, upTo) ->
            Rows.forEach(connection, sql, row -> each.row(connection, row), after, upTo));
  }

  /** The same of a statement of the catalogue. */
  @SuppressWarnings("exports") // For this library alone.
  public static void forEachRow(
      Views views, String column, String table, long from, Sql sql, EachRow each) {
    forEach(
        views,
        column,
        table,
        from,
        (connection, after, upTo) ->
            Rows.forEach(connection, sql, row -> each.row(connection, row), after, upTo));
  }

  /**
   * Hands over what a look at memories finds: among those that changed since the last run where
   * only what is new is looked at, or else slice by slice among all.
   *
   * @param lately takes the number of the last entry that was looked at
   * @param between takes the bounds of a slice of {@code seq}
   */
  public static void forEachMemory(Views views, String lately, String between, EachRow each) {
    Mark since = views.since();
    if (since != null) {
      Rows.forEach(views, lately, each, since.entryId());
    } else {
      forEachRow(views, "seq", "memories", START, between, each);
    }
  }

  /** The same of statements of the catalogue. */
  @SuppressWarnings("exports") // For this library alone.
  public static void forEachMemory(Views views, Sql lately, Sql between, EachRow each) {
    SqlDialect dialect = views.read(SqlDialect::of);
    forEachMemory(views, lately.in(dialect), between.in(dialect), each);
  }

  /**
   * Hands over the slices of the texts in a column that has an index, in order. They end at the
   * texts of rows picked at even distances, so that they are of about the same size without anyone
   * counting. All rows with the same text are in the same slice; nulls are in none.
   */
  public static void forEachOfTexts(Views views, String column, String table, EachTexts each) {
    byte[] after = null;
    SqlDialect dialect = views.store().transactions().pool().database().dialect();
    for (byte[] upTo : views.read(connection -> picked(connection, column, table))) {
      if (after == null || Arrays.compareUnsigned(after, upTo) < 0) {
        look(views, new Texts(dialect, after, upTo), each);
        after = upTo;
      }
    }
    look(views, new Texts(dialect, after, null), each);
  }

  /**
   * Hands over the texts in a column, empty ones too, that are no id in another table: two indexes
   * are walked side by side.
   */
  public static void forEachOrphan(
      Views views, String column, String table, String parent, EachText each) {
    forEachOfTexts(
        views,
        column,
        table,
        (connection, texts) ->
            Rows.forEach(
                connection,
                orphans(column, table, parent, texts),
                row -> each.text(connection, row.getString(1)),
                texts.values(2)));
  }

  private static String orphans(String column, String table, String parent, Texts texts) {
    return "SELECT "
        + column
        + " FROM "
        + table
        + " WHERE "
        + texts.on(column)
        + " EXCEPT SELECT id FROM "
        + parent
        + " WHERE "
        + texts.on("id")
        + " ORDER BY 1";
  }

  private static String last(String column, String table) {
    return "SELECT max(" + column + ") FROM " + table;
  }

  /**
   * Where the slice ends that comes after the one number and is at most up to the other: that many
   * numbers further on, but never so near that it holds only a few rows.
   */
  private static Spelled end(String column, String table) {
    String from = " FROM (SELECT " + column + " AS n FROM " + table + " WHERE ";
    return new Spelled(
        "SELECT max(max(n), min(n) + 9999)" + from + "n > ? AND n <= ? ORDER BY n LIMIT 200)",
        "SELECT greatest(max(n), min(n) + 9999)"
            + from
            + column
            + " > ? AND "
            + column
            + " <= ? ORDER BY n LIMIT 200) AS slice");
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

  private static void look(Views views, Texts texts, EachTexts each) {
    views.read(
        connection -> {
          each.slice(connection, texts);
          return true;
        });
  }

  /** In order, perhaps some of them twice. */
  private static List<byte[]> picked(Connection connection, String column, String table)
      throws SQLException {
    List<byte[]> texts = new ArrayList<>();
    SqlDialect dialect = SqlDialect.of(connection);
    long[] ends = new long[2];
    Rows.forEach(
        connection,
        ends(table, dialect),
        row -> {
          ends[0] = row.getLong(1);
          ends[1] = row.getLong(2);
        });
    // Another program may have taken any number for a row: the distance may need all 64 bits.
    long distance = ends[1] - ends[0];
    long slices = Long.divideUnsigned(distance, ROWS);
    long count = Long.compareUnsigned(slices, MOST) < 0 ? slices : MOST;
    long step = Long.divideUnsigned(distance, count + 1);
    for (long i = 1; i <= count; i++) {
      Rows.forEach(
          connection,
          textAt(column, table).in(dialect),
          row -> texts.add(row.getBytes(1)),
          ends[0] + i * step);
    }
    texts.sort(Arrays::compareUnsigned);
    return texts;
  }

  private static String ends(String table, SqlDialect dialect) {
    String number = number(table).in(dialect);
    return "SELECT (SELECT min("
        + number
        + ") FROM "
        + table
        + "), (SELECT max("
        + number
        + ") FROM "
        + table
        + ")";
  }

  /** The number of a row. */
  private static Spelled number(String table) {
    return new Spelled("rowid", table.equals("memory_audit") ? "id" : "seq");
  }

  /** The text of the first row from that number on, as bytes; no row where it is no text. */
  private static Spelled textAt(String column, String table) {
    Spelled number = number(table);
    String from = " FROM (SELECT " + column + " AS k FROM " + table + " WHERE ";
    return new Spelled(
        "SELECT CAST(k AS BLOB)"
            + from
            + number.sqlite()
            + " >= ? ORDER BY "
            + number.sqlite()
            + " LIMIT 1) WHERE typeof(k) = 'text'",
        "SELECT convert_to(k, 'UTF8')"
            + from
            + number.postgresql()
            + " >= ? ORDER BY "
            + number.postgresql()
            + " LIMIT 1) AS picked WHERE k IS NOT NULL");
  }

  /**
   * A slice of the texts in an index. The bounds are bytes, so that texts that are no valid UTF-8
   * bound a slice too.
   */
  public static final class Texts {
    private final SqlDialect dialect;
    private final byte @Nullable [] after;
    private final byte @Nullable [] upTo;

    /**
     * A slice.
     *
     * @param after the texts are greater; null from the first one, the empty text included
     * @param upTo the texts are at most that; null up to the last one, and blobs, which come after
     */
    private Texts(SqlDialect dialect, byte @Nullable [] after, byte @Nullable [] upTo) {
      this.dialect = dialect;
      this.after = after;
      this.upTo = upTo;
    }

    /** Whether the column is in the slice, as a condition with {@link #values}. */
    public String on(String column) {
      String text = dialect == SqlDialect.SQLITE ? "CAST(? AS TEXT)" : "convert_from(?, 'UTF8')";
      return column
          + (after == null ? " >= ''" : " > " + text)
          + (upTo == null ? "" : " AND " + column + " <= " + text);
    }

    /** The language that the condition is in. */
    @SuppressWarnings("exports") // For this library alone.
    public SqlDialect dialect() {
      return dialect;
    }

    /** What the condition's {@code ?} stand for when it occurs so many times. */
    public @Nullable Object[] values(int times) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        if (after != null) {
          values.add(after);
        }
        if (upTo != null) {
          values.add(upTo);
        }
      }
      return values.toArray();
    }
  }

  /** Looks at the rows whose number is above the one and at most the other. */
  @FunctionalInterface
  public interface EachNumbers {
    void slice(Connection connection, long after, long upTo) throws SQLException;
  }

  /** Receives each row; must not move the cursor. */
  @FunctionalInterface
  public interface EachRow {
    void row(Connection connection, ResultSet row) throws SQLException;
  }

  /** Looks at the rows whose text is in the slice. */
  @FunctionalInterface
  public interface EachTexts {
    void slice(Connection connection, Texts texts) throws SQLException;
  }

  /** Receives each text. */
  @FunctionalInterface
  public interface EachText {
    void text(Connection connection, String text) throws SQLException;
  }
}
