package dev.atocore.core.text;

import java.util.List;
import java.util.Optional;

/** Which of some names another was a slip of. */
public final class Likeness {
  /** Longer names are compared by their beginnings. */
  private static final int MAX_COMPARED = 64;

  private Likeness() {}

  /** The name with the fewest letters to change, if they are few; case and width are no matter. */
  public static Optional<String> nearest(String name, List<String> names) {
    String wanted = fold(name);
    String nearest = null;
    int fewest = 1 + Math.max(1, wanted.length() / 3);
    for (String candidate : names) {
      int changes = changes(wanted, fold(candidate));
      if (changes < fewest) {
        nearest = candidate;
        fewest = changes;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static String fold(String name) {
    return TextRules.start(Words.folded(name.strip()), MAX_COMPARED);
  }

  /** How many letters must be put in, taken out or replaced (Levenshtein). */
  private static int changes(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above[j]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
