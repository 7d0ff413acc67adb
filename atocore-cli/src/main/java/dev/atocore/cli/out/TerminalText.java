package dev.atocore.cli.out;

import org.jline.utils.WCWidth;

/**
 * Text from the store made safe for a terminal: nothing in it can move the cursor, change colours
 * or turn the direction of the line. Also knows how many columns a text takes.
 */
public final class TerminalText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** First and last of the letters that make flags, two a flag. */
  private static final int FLAG_A = 0x1F1E6;

  private static final int FLAG_Z = 0x1F1FF;

  private TerminalText() {}

  /** Everything on one line: line breaks and tabs become spaces, the dangerous is shown escaped. */
  public static String oneLine(String text) {
    return escape(text, false);
  }

  /** Line breaks and tabs stay; the dangerous is shown escaped. */
  public static String lines(String text) {
    return escape(text, true);
  }

  /** How many columns a safe text takes. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      width += width(c);
      i += Character.charCount(c);
    }
    return width;
  }

  /** The text cut to so many columns, with an ellipsis where something was cut. */
  public static String cut(String text, int columns) {
    // No character takes more than two columns, so this is the usual case decided without counting.
    if (text.length() * 2 <= columns || width(text) <= columns) {
      return text;
    }
    int width = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (width + width(c) > columns - 1) {
        break;
      }
      width += width(c);
      i += Character.charCount(c);
    }
    return text.substring(0, i) + "…";
  }

  /** Whether a terminal must not be given that character as it is. */
  static boolean dangerous(int c) {
    if (c < 0x7F) {
      return c < ' ';
    }
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String escape(String text, boolean keepLines) {
    int safe = 0;
    while (safe < text.length() && text.charAt(safe) >= ' ' && text.charAt(safe) < 0x7F) {
      safe++;
    }
    if (safe == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, safe);
    for (int i = safe; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\t') {
        escaped.append(keepLines ? (char) c : ' ');
      } else if (dangerous(c)) {
        escaped.append("\\u");
        String hex = Integer.toHexString(c);
        if (hex.length() > 4) {
          escaped.append('{').append(hex).append('}');
        } else {
          escaped.append("0000", hex.length(), 4).append(hex);
        }
      } else {
        escaped.appendCodePoint(c);
      }
    }
    return escaped.toString();
  }

  private static int width(int c) {
    // The usual letters are decided here, so that most processes never load WCWidth, to which each
    // half of a flag is as wide as the flag.
    return c < 0x300 || (c >= FLAG_A && c <= FLAG_Z) ? 1 : WCWidth.wcwidth(c);
  }
}
