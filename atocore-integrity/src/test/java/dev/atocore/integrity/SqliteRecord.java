package dev.atocore.integrity;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * How SQLite writes a value into a row, as https://www.sqlite.org/fileformat.html has it. Reads
 * three columns: the type, the value as a blob, the value.
 */
final class SqliteRecord {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 6, 8};

  private SqliteRecord() {}

  /** The serial type, a number of variable length. */
  static byte[] type(ResultSet rows, int column) throws SQLException {
    int number =
        switch (rows.getString(column)) {
          case "null" -> 0;
          case "text" -> 13 + 2 * rows.getBytes(column + 1).length;
          case "blob" -> 12 + 2 * rows.getBytes(column + 1).length;
          case "real" -> isWhole(rows, column) ? integerType(rows, column) : 7;
          default -> integerType(rows, column);
        };
    return number < 128
        ? new byte[] {(byte) number}
        : new byte[] {(byte) (128 | (number >> 7)), (byte) (number & 127)};
  }

  /** The bytes that follow the header. */
  static byte[] value(ResultSet rows, int column) throws SQLException {
    return switch (rows.getString(column)) {
      case "null" -> new byte[0];
      case "text", "blob" -> rows.getBytes(column + 1);
      case "real" ->
          isWhole(rows, column)
              ? integer(rows, column)
              : ByteBuffer.allocate(8).putDouble(rows.getDouble(column + 2)).array();
      default -> integer(rows, column);
    };
  }

  private static boolean isWhole(ResultSet rows, int column) throws SQLException {
    double real = rows.getDouble(column + 2);
    return real == Math.rint(real);
  }

  private static int integerType(ResultSet rows, int column) throws SQLException {
    long number = rows.getLong(column + 2);
    if (number == 0 || number == 1) {
      return 8 + (int) number;
    }
    int type = 1;
    while (type < 6 && !fits(number, 8 * SIZES[type])) {
      type++;
    }
    return type;
  }

  private static boolean fits(long number, int bits) {
    return number >= -(1L << (bits - 1)) && number < 1L << (bits - 1);
  }

  private static byte[] integer(ResultSet rows, int column) throws SQLException {
    int type = integerType(rows, column);
    int size = type < SIZES.length ? SIZES[type] : 0;
    byte[] all = ByteBuffer.allocate(8).putLong(rows.getLong(column + 2)).array();
    return Arrays.copyOfRange(all, 8 - size, 8);
  }
}
