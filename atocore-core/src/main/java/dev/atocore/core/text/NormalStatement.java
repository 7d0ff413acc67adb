package dev.atocore.core.text;

/**
 * A statement without what makes no other statement of it: compatibility forms and case are folded,
 * a run of white space is one space, and white space and punctuation at the end are dropped, as are
 * characters that nobody sees.
 */
public final class NormalStatement {
  /** What ends a sentence, a clause or a line, in the scripts that have a mark for it. */
  private static final String END_MARKS = ".!?,;:、。؟؛،۔।॥։჻።፧၊။។៕᙮";

  private NormalStatement() {}

  /** The normal form of that text. */
  public static String of(String text) {
    String folded = IndexText.isAscii(text) ? text : IndexText.fold(text);
    StringBuilder normal = new StringBuilder(folded.length());
    boolean blank = false;
    int end = 0;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      i += Character.charCount(c);
      if (TextRules.isBlank(c)) {
        blank = true;
      } else if (Character.getType(c) != Character.FORMAT) {
        if (blank && !normal.isEmpty()) {
          normal.append(' ');
        }
        blank = false;
        normal.appendCodePoint(Character.toLowerCase(c));
        if (END_MARKS.indexOf(c) < 0) {
          end = normal.length();
        }
      }
    }
    // A text of nothing but marks says what they say.
    return end == 0 ? normal.toString() : normal.substring(0, end);
  }
}
