package dev.atocore.alerts.text;

import java.nio.charset.StandardCharsets;

/** Text made fit to be sent: whole characters, bounded, with nothing hidden in it. */
public final class Text {
  private Text() {}

  /**
   * Whether a character shows nothing and can change how its neighbours show: control and
   * bidirectional codes.
   */
  public static boolean isHidden(char c) {
    return c < 0x20
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }

  /** The text with lone surrogates and NUL, which many receivers refuse, replaced by U+FFFD. */
  public static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean bad = c == 0;
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        bad = true;
      }
      if (bad) {
        if (mended == null) {
          mended = new StringBuilder(text);
        }
        mended.setCharAt(i, '\ufffd');
      }
    }
    return mended == null ? text : mended.toString();
  }

  /** The text on one line, hidden characters made visible as U+FFFD and line breaks as blanks. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '\t') {
        line.append(' ');
      } else {
        line.append(isHidden(c) ? '\ufffd' : c);
      }
    }
    return line.toString();
  }

  /**
   * At most {@code max} chars of the text, saying when something is cut; never half a character.
   */
  public static String clip(String text, int max) {
    return clip(text, max, Escape.NONE);
  }

  /**
   * Escapes the text and returns at most {@code max} chars of that, saying when something is cut;
   * never half an escape.
   */
  public static String clip(String text, int max, Escape escape) {
    if (text.length() > max || escape != Escape.NONE) {
      return clipped(text, max, escape, false);
    }
    return text;
  }

  /** At most {@code max} bytes of the text in UTF-8, saying when something is cut. */
  public static String clipUtf8(String text, int max) {
    // No char takes more than three bytes, a pair takes four.
    return text.length() <= max / 3 ? text : clipped(text, max, Escape.NONE, true);
  }

  private static String clipped(String text, int max, Escape escape, boolean bytes) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 16);
    int size = 0;
    int fits = 0;
    int fitsAt = 0;
    // Longest form of the note, so that what is kept never has to shrink again.
    int room = max - size(note(text.length()), bytes);
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      String piece = escape.of(text, i, codePoint);
      size += size(piece, bytes);
      if (size > max) {
        out.setLength(fits);
        String note = note(text.length() - fitsAt);
        return room < 0 ? out.toString() : out.append(note).toString();
      }
      out.append(piece);
      i += Character.charCount(codePoint);
      if (size <= room || room < 0) {
        fits = out.length();
        fitsAt = i;
      }
    }
    return out.toString();
  }

  private static String note(int left) {
    return "… [cut, " + left + " more characters]";
  }

  private static int size(String piece, boolean bytes) {
    return bytes ? piece.getBytes(StandardCharsets.UTF_8).length : piece.length();
  }
}
