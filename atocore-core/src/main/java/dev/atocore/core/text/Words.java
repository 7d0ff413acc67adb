package dev.atocore.core.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text that carry meaning: letters and digits, lower case, without the commonest
 * English words.
 */
public final class Words {
  /**
   * Function words and question words; short on purpose, since bm25 already gives common words
   * little weight.
   */
  private static final Set<String> STOP_WORDS =
      Set.of(
          "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
          "been", "before", "being", "but", "by", "can", "could", "d", "did", "do", "does", "doing",
          "for", "from", "had", "has", "have", "having", "he", "her", "hers", "him", "his", "how",
          "i", "if", "in", "into", "is", "it", "its", "just", "ll", "m", "me", "might", "more",
          "most", "my", "no", "nor", "not", "of", "on", "or", "our", "out", "over", "own", "re",
          "s", "she", "should", "so", "some", "such", "t", "than", "that", "the", "their", "them",
          "then", "there", "these", "they", "this", "those", "to", "too", "up", "us", "ve", "very",
          "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose",
          "why", "will", "with", "would", "you", "your");

  private Words() {}

  /** A text in small letters, without what tells compatible forms of a character apart. */
  public static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  /** All words in order, repeated ones too. */
  public static List<String> all(String text) {
    String folded = folded(text);
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= folded.length(); ) {
      int c = i < folded.length() ? folded.codePointAt(i) : -1;
      boolean inWord = c >= 0 && inWord(c);
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        words.add(folded.substring(start, i));
        start = -1;
      }
      i += c < 0 ? 1 : Character.charCount(c);
    }
    return words;
  }

  /** The words without the stop words. */
  public static List<String> significant(String text) {
    List<String> words = all(text);
    words.removeIf(STOP_WORDS::contains);
    return words;
  }

  /** Whether that code point is part of a word. */
  public static boolean inWord(int c) {
    return Character.isLetterOrDigit(c) || isMark(c);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }
}
