package dev.atocore.audit.io;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of an entry before they are hashed in one go: a digest fed a few bytes at a
 * time spends longer on the calls than on the bytes. Used again for each entry.
 */
public final class HashInput {
  private static final byte[] ENTRY_DOMAIN = "atocore.audit.v1\0".getBytes(US_ASCII);
  private static final byte[] ATTRIBUTED_DOMAIN = "atocore.audit.v2\0".getBytes(US_ASCII);
  private static final byte[] BODY_DOMAIN = "atocore.audit.body.v1\0".getBytes(US_ASCII);

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
    put(attributed ? ATTRIBUTED_DOMAIN : ENTRY_DOMAIN);
    return this;
  }

  /** The digest of a body, see docs/audit.md; null when there is no body. */
  public static byte @Nullable [] body(
      MessageDigest sha, byte @Nullable [] salt, byte @Nullable [] body) {
    if (body == null) {
      return null;
    }
    sha.update(BODY_DOMAIN);
    if (salt != null) {
      sha.update(salt);
    }
    return sha.digest(body);
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
