package dev.atocore.audit.entry;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of an entry before they are hashed in one go: a digest fed a few bytes at a
 * time spends longer on the calls than on the bytes. Used again for each entry.
 */
public final class HashInput {
  private byte[] bytes = new byte[1024];
  private int length;

  /** An input that is used for one entry after the other. */
  public HashInput() {}

  /**
   * Starts with an entry.
   *
   * @param attributed whether it has the second form
   */
  public HashInput begin(boolean attributed) {
    length = 0;
    put(attributed ? AuditHash.ATTRIBUTED_DOMAIN : AuditHash.ENTRY_DOMAIN);
    return this;
  }

  /** A field as docs/audit.md has it: presence, length, bytes. */
  public HashInput add(byte @Nullable [] field) {
    reserve(5);
    if (field == null) {
      bytes[length++] = 0;
      return this;
    }
    bytes[length++] = 1;
    bytes[length++] = (byte) (field.length >>> 24);
    bytes[length++] = (byte) (field.length >>> 16);
    bytes[length++] = (byte) (field.length >>> 8);
    bytes[length++] = (byte) field.length;
    put(field);
    return this;
  }

  /** The hash of what was added. */
  public byte[] hash(MessageDigest sha) {
    sha.update(bytes, 0, length);
    return sha.digest();
  }

  private void put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
