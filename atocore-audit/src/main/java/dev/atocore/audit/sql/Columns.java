package dev.atocore.audit.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns that may be null, as values that may be null. */
public final class Columns {
  private Columns() {}

  /** A text, read as bytes: for a text the driver makes a buffer object first. */
  public static @Nullable String text(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? null : new String(bytes, UTF_8);
  }

  /**
   * A text that must be there; another program may have made it null, and an empty one is then what
   * fails its checks.
   */
  public static String textOrEmpty(ResultSet rows, int column) throws SQLException {
    String text = text(rows, column);
    return text == null ? "" : text;
  }

  /** Bytes. */
  public static @Nullable ByteString bytes(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    return bytes == null ? null : ByteString.wrap(bytes);
  }

  /**
   * Values as the database has them, of whatever storage class: texts, whole numbers, bytes, or
   * what else somebody put there.
   */
  public static List<@Nullable Object> stored(ResultSet rows, int count) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      Object value = rows.getObject(i);
      if (value instanceof Integer number) {
        values.add(number.longValue());
      } else if (value instanceof byte[] bytes) {
        values.add(ByteString.wrap(bytes));
      } else {
        values.add(value);
      }
    }
    return values;
  }

  /** Binds bytes. */
  public static void setBytes(PreparedStatement statement, int index, @Nullable ByteString bytes)
      throws SQLException {
    statement.setBytes(index, bytes == null ? null : bytes.shared());
  }
}
