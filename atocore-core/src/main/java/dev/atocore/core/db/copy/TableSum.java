package dev.atocore.core.db.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.io.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The number and the SHA-256 of rows in the order of their keys: of each value its type, its length
 * and its bytes. Equal for equal rows, whatever database they are in. Not thread-safe.
 */
public final class TableSum {
  private final MessageDigest digest = Sha256.begin();
  private final ByteBuffer head = ByteBuffer.allocate(1 + Long.BYTES);
  private long rows;

  void add(@Nullable Object[] row) {
    rows++;
    for (Object value : row) {
      if (value == null) {
        number('n', 0);
      } else if (value instanceof Long whole) {
        number('i', whole);
      } else if (value instanceof Double real) {
        number('r', Double.doubleToLongBits(real));
      } else if (value instanceof byte[] bytes) {
        bytes('b', bytes);
      } else {
        bytes('t', value.toString().getBytes(UTF_8));
      }
    }
  }

  private void bytes(char type, byte[] bytes) {
    number(type, bytes.length);
    digest.update(bytes);
  }

  private void number(char type, long number) {
    head.clear();
    digest.update(head.put((byte) type).putLong(number).flip());
  }

  /** How many rows there were. */
  public long rows() {
    return rows;
  }

  /** The hash of them all, in hexadecimal; to be asked once, after the last. */
  public String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
