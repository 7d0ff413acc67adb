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

  /** That of what a memory says: blanks at the ends are no difference. */
  public static String ofStatement(String content) {
    return of(TextRules.withoutEndBlanks(content));
  }

  /**
   * Whether a memory's hash is of its content. Stores from before blanks at the ends were no
   * difference may have some that are of the content as it stands.
   */
  public static boolean isOfStatement(String hash, String content) {
    return hash.equals(ofStatement(content)) || hash.equals(of(content));
  }

  public static String sha256Hex(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }
}
