package dev.atocore.audit.entry;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sequence of bytes with value equality: a hash, a digest or a salt. Shown as
 * lower-case hexadecimal.
 */
public final class ByteString {
  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of {@code bytes}. */
  public static ByteString copyOf(byte[] bytes) {
    return new ByteString(bytes.clone());
  }

  /**
   * The bytes that {@code hex} stands for.
   *
   * @throws IllegalArgumentException if it is not an even number of hexadecimal digits
   */
  public static ByteString ofHex(String hex) {
    return new ByteString(HexFormat.of().parseHex(hex));
  }

  /** Takes over an array that the caller promises never to touch again. */
  public static ByteString wrap(byte[] bytes) {
    return new ByteString(bytes);
  }

  /** The array itself: for reading only. */
  public byte[] shared() {
    return bytes;
  }

  /** A fresh copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
