package dev.atocore.server.web;

/**
 * Characters that a page would not show, or that would change how their neighbours are shown:
 * controls, marks of direction, zero-width ones. They look as on the terminal, {@code \\u202e}.
 */
final class Unseen {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** From here on are the scripts and pictures that joiners belong to. */
  private static final int FIRST_JOINED = 0x300;

  private Unseen() {}

  /** Whether the text has neither such characters nor any that could run from right to left. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c > 0x7E && (c >= 0x590 || at(text, i))) || (c < ' ' && at(text, i))) {
        return false;
      }
    }
    return true;
  }

  /** The text with all of them escaped. */
  static String escape(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (at(text, i)) {
        escaped.append(number(c));
      } else {
        escaped.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return escaped.toString();
  }

  /** How that character is shown. */
  static String number(int c) {
    String hex = Integer.toHexString(c);
    return hex.length() > 4 ? "\\u{" + hex + "}" : "\\u" + "0000".substring(hex.length()) + hex;
  }

  /** Whether the character at that place is one of them. */
  static boolean at(String text, int i) {
    int c = text.codePointAt(i);
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return !joins(text, i);
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t' && c != '\r';
      case Character.FORMAT -> !isVisibleFormat(c);
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  private static boolean joins(String text, int i) {
    return i > 0
        && i + 1 < text.length()
        && text.codePointBefore(i) >= FIRST_JOINED
        && text.codePointAt(i + 1) >= FIRST_JOINED
        && !at(text, i + 1);
  }

  /** Signs of Arabic, Syriac and Kaithi that stand around numbers, and are seen. */
  private static boolean isVisibleFormat(int c) {
    return (c >= 0x600 && c <= 0x605)
        || c == 0x6DD
        || c == 0x70F
        || c == 0x890
        || c == 0x891
        || c == 0x8E2
        || c == 0x110BD
        || c == 0x110CD;
  }
}
