package dev.atocore.core.text;

import dev.atocore.core.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules for text and numbers at the door of the store. */
public final class TextRules {
  static final int MAX_CONTENT_BYTES = 64 * 1024;
  static final int MAX_NOTE_CHARACTERS = 4096;
  static final int MAX_ACTOR_CHARACTERS = 128;
  static final int MAX_NAME_CHARACTERS = 512;
  private static final int SHOWN_CHARACTERS = 60;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** Scripts and emoji need these two in names. */
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private TextRules() {}

  public static void requireContent(String content) {
    if (!isVisible(content)) {
      throw new InvalidInputException(
          "content is empty; a memory needs at least one visible character");
    }
    requireStorable("content", content);
    requireBytes("content", content, MAX_CONTENT_BYTES);
  }

  public static void requireActor(String actor) {
    if (!isVisible(actor)) {
      throw new InvalidInputException("actor is empty; name who acts");
    }
    requireLine("actor", actor, MAX_ACTOR_CHARACTERS);
  }

  /** For whom somebody says to act; null is fine. */
  public static void requireOnBehalfOf(@Nullable String name) {
    if (name != null) {
      if (!isVisible(name)) {
        throw new InvalidInputException("on_behalf_of is empty; leave it out instead");
      }
      requireLine("on_behalf_of", name, MAX_ACTOR_CHARACTERS);
    }
  }

  public static void requireNote(@Nullable String note) {
    if (note != null) {
      requireStorable("note", note);
      requireLength("note", note, MAX_NOTE_CHARACTERS);
    }
  }

  /** An identifier given by the caller: one line, not blank. Null is fine. */
  public static void requireName(String what, @Nullable String name) {
    if (name != null) {
      if (!isVisible(name)) {
        throw new InvalidInputException(what + " is empty; leave it out instead");
      }
      requireLine(what, name, MAX_NAME_CHARACTERS);
    }
  }

  /** The confidence as it is stored, with at most six decimals. */
  public static double requireConfidence(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new InvalidInputException("confidence is " + confidence + ", not between 0 and 1");
    }
    return Math.round(confidence * 1e6) / 1e6;
  }

  /**
   * Neither NUL nor half a surrogate pair: neither can be stored and hashed as the same bytes
   * everywhere.
   */
  public static void requireStorable(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new InvalidInputException(what + " contains a NUL character");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new InvalidInputException(
              what + " contains half a surrogate pair: it is not valid Unicode");
        }
        i++;
      }
    }
  }

  /** The text without blanks at its ends, of whatever kind: with them it says the same. */
  public static String withoutEndBlanks(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    int start = 0;
    while (start < end && isBlank(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start, end);
  }

  static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BYTE_ORDER_MARK;
  }

  /**
   * Whether there is anything to see: more than blanks, joiners, marks of direction or of order.
   */
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      if (!Character.isWhitespace(c)
          && !Character.isSpaceChar(c)
          && type != Character.FORMAT
          && type != Character.CONTROL) {
        return true;
      }
    }
    return false;
  }

  /** So many chars of the text at most, and no character cut in two. */
  public static String start(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, wholeEnd(text, longest));
  }

  /** That place in the text, or the one before it where a character would be cut in two. */
  public static int wholeEnd(String text, int at) {
    return at > 0
            && at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1))
        ? at - 1
        : at;
  }

  /** For messages: the text in quotes, cut to a readable length. */
  public static String quote(@Nullable String text) {
    if (text == null) {
      return "(none)";
    }
    return text.length() <= SHOWN_CHARACTERS
        ? "\"" + text + "\""
        : "\"" + text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS / 2)) + "…\"";
  }

  private static void requireLine(String what, String text, int max) {
    requireStorable(what, text);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int type = Character.getType(c);
      i += Character.charCount(c);
      if (type == Character.FORMAT && c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER) {
        throw new InvalidInputException(
            what
                + " contains a character that nobody sees and that may turn the text around (U+"
                + String.format(Locale.ROOT, "%04X", c)
                + "); give one plain line");
      }
      if (type == Character.CONTROL
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        throw new InvalidInputException(
            what + " contains a line break or control character; give one plain line");
      }
    }
    requireLength(what, text, max);
  }

  private static void requireLength(String what, String text, int max) {
    int length = text.codePointCount(0, text.length());
    if (length > max) {
      throw new InvalidInputException(
          what + " has " + length + " characters; at most " + max + " are allowed");
    }
  }

  private static void requireBytes(String what, String text, int max) {
    // A char is at least one byte of UTF-8, so a text this long needs no encoding to be refused.
    int bytes = text.length() > max ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > max) {
      throw new InvalidInputException(
          what + " has " + bytes + " bytes or more; at most " + max + " are allowed");
    }
  }
}
