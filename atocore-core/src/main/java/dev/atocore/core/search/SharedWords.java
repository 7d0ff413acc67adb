package dev.atocore.core.search;

import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows where one text takes up the words of another, such as a chunk those of its memory. */
public final class SharedWords {
  private SharedWords() {}

  /**
   * A run of a text.
   *
   * @param text the characters as they stand
   * @param shared whether it is a word that the other text has too
   */
  public record Piece(String text, boolean shared) {}

  /**
   * Cuts a text into runs. The runs put together give the text again.
   *
   * @param text what to cut
   * @param other whose significant words count as shared, in any case
   */
  public static List<Piece> mark(String text, String other) {
    Set<String> wanted = new HashSet<>(Words.significant(other));
    List<Piece> pieces = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int end = wordEnd(text, i);
      if (end == i) {
        end += Character.charCount(text.codePointAt(i));
        plain.append(text, i, end);
      } else {
        String word = text.substring(i, end);
        if (Words.significant(word).stream().anyMatch(wanted::contains)) {
          if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), false));
            plain.setLength(0);
          }
          pieces.add(new Piece(word, true));
        } else {
          plain.append(word);
        }
      }
      i = end;
    }
    if (!plain.isEmpty()) {
      pieces.add(new Piece(plain.toString(), false));
    }
    return pieces;
  }

  private static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!Words.inWord(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
