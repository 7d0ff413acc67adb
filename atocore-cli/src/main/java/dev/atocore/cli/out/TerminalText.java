package dev.atocore.cli.out;

/**
 * Text from the store made safe for a terminal: nothing in it can move the cursor, change colours
 * or turn the direction of the line. Also knows how many columns a text takes.
 */
public final class TerminalText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** First and last code points that take two columns, in order. */
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF,
    0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60,
    0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000,
    0x3FFFD
  };

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
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
      if (c <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
