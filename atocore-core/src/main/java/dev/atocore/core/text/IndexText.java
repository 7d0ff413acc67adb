package dev.atocore.core.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a full-text index that splits texts at blanks and punctuation must be given so that any
 * script is found: compatibility forms and full case folded, and the runs of scripts that put no
 * blanks between words cut into overlapping pairs of letters. Queries are cut the same way.
 */
public final class IndexText {
  /** Ends a term that is the beginning of a word in the index. */
  public static final char PREFIX = '*';

  /** The mark that lengthens a vowel in kana, which belongs to no script. */
  private static final int LONG_VOWEL = 0x30FC;

  /** Which the index takes for another letter than the sigma within a word. */
  private static final int FINAL_SIGMA = 0x3C2;

  private IndexText() {}

  /** The text to index in place of that one; null where the index reads the same words in both. */
  public static @Nullable String of(String text) {
    if (isAscii(text)) {
      return null;
    }
    String folded = fold(text);
    StringBuilder cut = new StringBuilder(folded.length() + 16);
    for (Part part : parts(folded)) {
      if (!part.run()) {
        cut.append(part.text());
        continue;
      }
      cut.append(' ');
      List<String> letters = letters(part.text());
      for (int i = 0; i < letters.size(); i++) {
        // The last letter stands alone, so that a search for it finds it as it does the others.
        cut.append(letters.get(i)).append(i + 1 < letters.size() ? letters.get(i + 1) : "");
        cut.append(' ');
      }
    }
    String indexed = cut.toString();
    return words(indexed).equals(words(text)) ? null : indexed;
  }

  /** What to ask such an index for to find those words, each a part of some text. */
  public static Set<String> terms(List<String> words) {
    Set<String> terms = new LinkedHashSet<>();
    for (String word : words) {
      if (isAscii(word)) {
        terms.add(word);
        continue;
      }
      for (Part part : parts(fold(word))) {
        if (part.run()) {
          addPairs(letters(part.text()), terms);
        } else if (!Words.all(part.text()).isEmpty()) {
          terms.add(part.text());
        }
      }
    }
    return terms;
  }

  private static void addPairs(List<String> letters, Set<String> terms) {
    if (letters.size() == 1) {
      terms.add(letters.get(0) + PREFIX);
    }
    for (int i = 0; i + 1 < letters.size(); i++) {
      terms.add(letters.get(i) + letters.get(i + 1));
    }
  }

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Compatibility forms composed; what unfolds into several letters in upper case, unfolded. */
  static String fold(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder folded = new StringBuilder(composed.length() + 8);
    composed
        .codePoints()
        .forEach(
            c -> {
              String full = c < 0x80 ? "" : fullFold(Character.toString(c));
              if (c == FINAL_SIGMA) {
                folded.append('σ');
              } else if (full.length() > Character.charCount(c)) {
                folded.append(full);
              } else {
                folded.appendCodePoint(c);
              }
            });
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static String fullFold(String letter) {
    return letter.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Runs of scripts without blanks, and what is between them. */
  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    boolean run = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean inRun = run ? belongs(c) : begins(c);
      if (inRun != run && i > start) {
        parts.add(new Part(text.substring(start, i), run));
        start = i;
      }
      run = inRun;
      i += Character.charCount(c);
    }
    if (start < text.length()) {
      parts.add(new Part(text.substring(start), run));
    }
    return parts;
  }

  private static boolean begins(int c) {
    return c >= 0xE00
        && Character.isLetter(c)
        && Scripts.WITHOUT_BLANKS.contains(UnicodeScript.of(c));
  }

  private static boolean belongs(int c) {
    return begins(c)
        || c == LONG_VOWEL
        || (c >= 0x300 && Words.inWord(c) && !Character.isLetterOrDigit(c));
  }

  /** The letters of a run. The index takes marks for blanks, so they count in neither. */
  private static List<String> letters(String run) {
    return run.codePoints().filter(Character::isLetter).mapToObj(Character::toString).toList();
  }

  /** The words as the index splits them, without its own folding. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(
            c -> {
              if (Words.inWord(c) || Character.getType(c) == Character.OTHER_NUMBER) {
                word.appendCodePoint(c);
              } else if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
              }
            });
    words.add(word.toString());
    return words;
  }

  private record Part(String text, boolean run) {}

  /** Looked up for texts beyond ASCII alone: the table of all scripts costs a start something. */
  private static final class Scripts {
    static final Set<UnicodeScript> WITHOUT_BLANKS =
        EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE,
            UnicodeScript.TANGUT,
            UnicodeScript.NUSHU);
  }
}
