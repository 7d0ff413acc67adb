package dev.atocore.markdown;

import dev.atocore.core.model.MemoryType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The word at the beginning of a line by which its writer says that it is to be kept.
 *
 * @param type what it makes of the statement
 * @param rest what the line says after it
 */
record StatementMark(MemoryType type, String rest) {
  /** Callouts, check boxes, bullets, symbols and numbers that may come before a mark. */
  private static final String BEFORE =
      "(?:\\s|\\[![^\\]]*\\][+-]?|\\[[ xX]\\]|[-–—•·*_+>→⇒\\uFE0F\\u200D]|\\p{So}"
          + "|\\d+(?:\\.\\d+)*[.)](?=\\s)|\\d+(?:\\.\\d+)+(?=\\s))*+";

  private static final Pattern MARK =
      Pattern.compile(
          BEFORE
              + "(decision|decided|preference|prefers|remember|fact|note\\s+to\\s+self|identity|role"
              + "|lesson|learned|event|happened)[*_]*\\s*[:：]+[*_]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** The mark of that line; null when it has none. A mark within code is none. */
  static @Nullable StatementMark of(InlineLines.Line line) {
    Matcher mark = MARK.matcher(line.text());
    if (!mark.lookingAt() || mark.end() > line.prose()) {
      return null;
    }
    String word = SPACES.matcher(mark.group(1)).replaceAll(" ").toLowerCase(Locale.ROOT);
    return new StatementMark(type(word), line.text().substring(mark.end()));
  }

  /** Whether a line of Markdown seems to begin with a mark. */
  static boolean begins(String line) {
    return MARK.matcher(line).lookingAt();
  }

  private static MemoryType type(String word) {
    return switch (word) {
      case "decision", "decided" -> MemoryType.PROJECT;
      case "preference", "prefers" -> MemoryType.PREFERENCE;
      case "identity", "role" -> MemoryType.IDENTITY;
      case "lesson", "learned" -> MemoryType.ADAPTATION;
      case "event", "happened" -> MemoryType.EPISODIC;
      default -> MemoryType.KNOWLEDGE;
    };
  }
}
