package dev.atocore.core.text;

import dev.atocore.audit.io.Sha256;
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
    return HexFormat.of().formatHex(Sha256.of(text), 0, SHORT_BYTES);
  }

  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
