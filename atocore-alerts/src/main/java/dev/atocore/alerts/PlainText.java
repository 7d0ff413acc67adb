package dev.atocore.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Text for places where control characters would do harm, and where only so much fits. */
final class PlainText {
  private static final int LINE_CHARACTERS = 500;

  private PlainText() {}

  static String timestamp(Instant instant) {
    String text = instant.truncatedTo(ChronoUnit.MICROS).toString();
    int dot = text.indexOf('.');
    String seconds = dot < 0 ? text.substring(0, text.length() - 1) : text.substring(0, dot);
    StringBuilder micros =
        new StringBuilder(dot < 0 ? "" : text.substring(dot + 1, text.length() - 1));
    while (micros.length() < 6) {
      micros.append('0');
    }
    return seconds + "." + micros + "Z";
  }

  /** One line, without control or bidirectional characters, cut to a readable length. */
  static String line(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < LINE_CHARACTERS; i++) {
      char c = text.charAt(i);
      boolean lone = Character.isSurrogate(c) && !inPair(text, i);
      line.append(harmful(c) || lone ? '\ufffd' : c);
    }
    return line.toString();
  }

  /**
   * At most {@code max} UTF-16 units, never half a surrogate pair, and an ellipsis where something
   * was cut.
   */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    String mark = "… (cut)";
    if (max <= mark.length()) {
      return "";
    }
    int end = max - mark.length();
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + mark;
  }

  /** Lone surrogates become U+FFFD, as they have no UTF-8. */
  static String wellFormed(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && !inPair(text, i)) {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, '\ufffd');
      }
    }
    return out == null ? text : out.toString();
  }

  /**
   * Control characters, line separators, and those that turn the direction of the text after them.
   */
  static boolean harmful(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> c != '\u200d';
      default -> false;
    };
  }

  private static boolean inPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
