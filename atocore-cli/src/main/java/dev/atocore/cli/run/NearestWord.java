package dev.atocore.cli.run;

import org.jspecify.annotations.Nullable;

/** The word that somebody who mistyped another may have meant. */
final class NearestWord {
  private static final int MOST_ERRORS = 2;

  private NearestWord() {}

  /** The nearest of those words, at most two typing errors away; null when none is. */
  static @Nullable String of(String typed, String[] words) {
    String best = null;
    int least = MOST_ERRORS + 1;
    for (String word : words) {
      int distance = distance(typed, word);
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best;
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
