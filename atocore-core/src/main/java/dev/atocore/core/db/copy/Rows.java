package dev.atocore.core.db.copy;

import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.Transfer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table in pieces, in the order of its keys. */
final class Rows {
  /** So many rows at most are a piece. */
  static final int MOST = 1000;

  /** And about so many bytes. */
  private static final long MOST_BYTES = 4L << 20;

  private static final int FETCHED = 100;

  private final Connection connection;
  private final Transfer transfer;
  private final TableShape shape;
  private final TableText text;
  private final int[] keys;

  Rows(Connection connection, Transfer transfer, TableShape shape) {
    this.connection = connection;
    this.transfer = transfer;
    this.shape = shape;
    this.text = new TableText(shape);
    this.keys = new int[shape.keys().size()];
    for (int i = 0; i < keys.length; i++) {
      for (int column = 0; column < shape.columns().size(); column++) {
        if (shape.columns().get(column).name().equals(shape.keys().get(i))) {
          keys[i] = column;
        }
      }
    }
  }

  /**
   * Some rows.
   *
   * @param rows in order
   * @param last whether none follow
   */
  record Piece(List<@Nullable Object[]> rows, boolean last) {}

  /** The rows behind that key, or the first. */
  Piece after(@Nullable Object @Nullable [] key) throws SQLException {
    return read(key, null, MOST, MOST_BYTES);
  }

  /** Those behind one key and up to another, but no more than so many. */
  List<@Nullable Object[]> between(
      @Nullable Object @Nullable [] after, @Nullable Object @Nullable [] through, int most)
      throws SQLException {
    return read(after, through, most, Long.MAX_VALUE).rows();
  }

  private Piece read(
      @Nullable Object @Nullable [] after,
      @Nullable Object @Nullable [] through,
      int most,
      long mostBytes)
      throws SQLException {
    List<@Nullable Object[]> read = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement select =
        connection.prepareStatement(text.select(after != null, through != null, most))) {
      select.setFetchSize(FETCHED);
      bind(select, bind(select, 1, after), through);
      try (ResultSet rows = select.executeQuery()) {
        while (bytes < mostBytes && rows.next()) {
          @Nullable Object[] row = new @Nullable Object[shape.columns().size()];
          for (int i = 0; i < row.length; i++) {
            row[i] = transfer.read(rows, i + 1);
            bytes += size(row[i]);
          }
          read.add(row);
        }
      }
    }
    return new Piece(read, bytes < mostBytes && read.size() < most);
  }

  private static long size(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    return value instanceof byte[] bytes ? bytes.length : Long.BYTES;
  }

  /** The values by which a row is known. */
  @Nullable Object[] key(@Nullable Object[] row) {
    @Nullable Object[] key = new @Nullable Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      key[i] = row[keys[i]];
    }
    return key;
  }

  void delete(@Nullable Object @Nullable [] after, @Nullable Object @Nullable [] through)
      throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(text.delete(after != null, through != null))) {
      bind(delete, bind(delete, 1, after), through);
      delete.executeUpdate();
    }
  }

  void insert(List<@Nullable Object[]> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(text.insert())) {
      for (@Nullable Object[] row : rows) {
        bind(insert, 1, row);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The place behind the last value. */
  private static int bind(
      PreparedStatement statement, int first, @Nullable Object @Nullable [] values)
      throws SQLException {
    int place = first;
    if (values != null) {
      for (Object value : values) {
        if (value instanceof byte[] bytes) {
          statement.setBytes(place, bytes);
        } else {
          statement.setObject(place, value);
        }
        place++;
      }
    }
    return place;
  }
}
