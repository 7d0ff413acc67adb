package dev.atocore.core.search;

import dev.atocore.core.text.IndexText;
import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * English endings taken off, so that a chunk's words can be compared with a query's where no index
 * does it: less than Porter's rules, and the same on both sides.
 */
final class WordStem {
  private static final int SHORTEST = 3;
  private static final String[] ENDINGS = {"ingly", "edly", "ing", "ed", "ies", "es", "ly", "s"};

  private WordStem() {}

  /** The stems of the significant words of a text, repeated ones too. */
  static List<String> of(String text) {
    List<String> words = Words.significant(text);
    if (words.isEmpty()) {
      words = Words.all(text);
    }
    List<String> stems = new ArrayList<>(words.size());
    for (String word : words) {
      if (word.charAt(0) < 0x80) {
        stems.add(stem(word));
      } else {
        for (String term : IndexText.terms(List.of(word))) {
          stems.add(stem(term));
        }
      }
    }
    return stems;
  }

  static String stem(String word) {
    for (String ending : ENDINGS) {
      int left = word.length() - ending.length();
      if (left >= SHORTEST && word.endsWith(ending) && !word.endsWith("ss")) {
        String stem = word.substring(0, left);
        if (ending.equals("ies")) {
          return stem + "y";
        }
        int last = stem.length() - 1;
        boolean doubled =
            last >= SHORTEST
                && stem.charAt(last) == stem.charAt(last - 1)
                && "lsz".indexOf(stem.charAt(last)) < 0;
        return withoutE(doubled ? stem.substring(0, last) : stem);
      }
    }
    return withoutE(word);
  }

  private static String withoutE(String word) {
    return word.length() > SHORTEST && word.endsWith("e")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
