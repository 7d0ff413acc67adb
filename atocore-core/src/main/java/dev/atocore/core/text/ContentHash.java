package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of text in hexadecimal. */
public final class ContentHash {
  private static final int SHORT_BYTES = 16;

  /** How many characters {@link #of} gives: hashes of another length are another program's. */
  public static final int LENGTH = 2 * SHORT_BYTES;

  private ContentHash() {}

  /**
   * The first 16 bytes of the SHA-256 of the UTF-8 text: enough to find equal texts, half the
   * index.
   */
  public static String of(String text) {
    return HexFormat.of().formatHex(digest(text), 0, SHORT_BYTES);
  }

  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(digest(text));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java must have.", e);
    }
  }
}
