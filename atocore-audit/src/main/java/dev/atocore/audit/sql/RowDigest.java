package dev.atocore.audit.sql;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.io.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what a row says, kept in the row: SQLite has no checksums, so without one nobody sees
 * a bit that flips in a value. It is no proof against anyone who can write the store.
 *
 * <p>The first 16 bytes of the SHA-256 of {@code "atocore.row.v1"}, the name of the table, and each
 * value in order. A text is {@code t}, a number {@code i}, bytes {@code b}, none {@code n},
 * followed by the length in bytes (4 bytes, big-endian) and the bytes: UTF-8, or the decimal
 * digits. Used by one thread, for one row.
 */
public final class RowDigest {
  /** How many bytes a digest has. */
  public static final int BYTES = 16;

  private static final byte[] DOMAIN = "atocore.row.v1\0".getBytes(US_ASCII);

  /** What is hashed, all at once: a call for each part costs more than the hashing does. */
  private byte[] row = Arrays.copyOf(DOMAIN, 160);

  private int length = DOMAIN.length;

  /** The digest of a row of that table, of which no value was added yet. */
  public RowDigest(String table) {
    add('t', table.getBytes(UTF_8));
  }

  /** The digest of a row of that table with these values in order: texts, whole numbers, bytes. */
  public static byte[] of(String table, @Nullable Object... values) {
    RowDigest digest = new RowDigest(table);
    for (Object value : values) {
      digest.add(value);
    }
    return digest.bytes();
  }

  /** Whether a row without a digest, or with these values, can have that digest. */
  public static boolean fits(byte @Nullable [] digest, String table, @Nullable Object... values) {
    return digest == null || Arrays.equals(digest, of(table, values));
  }

  /** Adds a value: a text, a whole number, bytes, or none. */
  public void add(@Nullable Object value) {
    if (value == null) {
      add('n', new byte[0]);
    } else if (value instanceof String text) {
      add('t', text.getBytes(UTF_8));
    } else if (value instanceof Long number) {
      add('i', number.toString().getBytes(US_ASCII));
    } else if (value instanceof ByteString bytes) {
      add('b', bytes.shared());
    } else {
      throw new IllegalArgumentException("a row has no " + value.getClass().getName());
    }
  }

  /** Adds a value that somebody may have put there: a fraction too. */
  public void addFound(@Nullable Object value) {
    if (value instanceof Double real) {
      add('r', real.toString().getBytes(US_ASCII));
    } else {
      add(value);
    }
  }

  /**
   * Adds a value as the database has it.
   *
   * @param type what SQLite's {@code typeof} says
   * @param bytes the value {@code CAST} to a blob; null when it is null
   */
  public void addStored(String type, byte @Nullable [] bytes) {
    add(type.charAt(0), bytes == null ? new byte[0] : bytes);
  }

  /** The digest of all that was added. */
  public byte[] bytes() {
    return Arrays.copyOf(hash(), BYTES);
  }

  /** The whole SHA-256 of which {@link #bytes} has the beginning. */
  public byte[] hash() {
    MessageDigest sha = Sha256.begin();
    sha.update(row, 0, length);
    return sha.digest();
  }

  private void add(char type, byte[] bytes) {
    int end = length + 5 + bytes.length;
    if (end > row.length) {
      row = Arrays.copyOf(row, Math.max(end, 2 * row.length));
    }
    row[length] = (byte) type;
    row[length + 1] = (byte) (bytes.length >>> 24);
    row[length + 2] = (byte) (bytes.length >>> 16);
    row[length + 3] = (byte) (bytes.length >>> 8);
    row[length + 4] = (byte) bytes.length;
    System.arraycopy(bytes, 0, row, length + 5, bytes.length);
    length = end;
  }
}
