package dev.atocore.markdown;

import dev.atocore.core.source.ChunkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts code that is too long for a chunk: each piece is a fenced block of its own. */
final class FencedPieces {
  private static final Pattern OPENING = Pattern.compile("\\s*((`{3,}|~{3,}).*)");
  private static final Pattern BACKTICKS = Pattern.compile("`{3,}");

  private static final int LONGEST_OPENING = 200;

  private final List<String> pieces = new ArrayList<>();
  private final StringBuilder piece = new StringBuilder();
  private final String opening;
  private final String closing;

  private FencedPieces(String opening, String closing) {
    this.opening = opening;
    this.closing = closing;
  }

  static List<String> of(List<String> lines) {
    Matcher fence = OPENING.matcher(lines.get(0));
    if (!fence.matches()) {
      String own = longerThanAny(lines);
      return new FencedPieces(own, own).cut(lines);
    }
    String closing = fence.group(2);
    int last = lines.size() - 1;
    String end = lines.get(last).strip();
    boolean closed =
        last > 0 && end.startsWith(closing) && end.chars().allMatch(c -> c == closing.charAt(0));
    String opening = fence.group(1).length() > LONGEST_OPENING ? closing : fence.group(1);
    return new FencedPieces(opening, closing).cut(lines.subList(1, closed ? last : lines.size()));
  }

  private static String longerThanAny(List<String> lines) {
    int longest = 2;
    for (String line : lines) {
      for (Matcher run = BACKTICKS.matcher(line); run.find(); ) {
        longest = Math.max(longest, run.group().length());
      }
    }
    return "`".repeat(longest + 1);
  }

  private List<String> cut(List<String> lines) {
    int most = Math.max(1, ChunkBuilder.MAX - opening.length() - closing.length() - 3);
    for (String line : lines) {
      int from = 0;
      do {
        int to = Math.min(line.length(), from + most);
        if (to < line.length() && Character.isLowSurrogate(line.charAt(to))) {
          to--;
        }
        if (piece.length() + to - from > most) {
          end();
        }
        piece.append(line, from, to).append('\n');
        from = Math.max(to, from + 1);
      } while (from < line.length());
    }
    end();
    return pieces;
  }

  private void end() {
    if (!piece.isEmpty()) {
      pieces.add(opening + "\n" + piece + closing + "\n");
      piece.setLength(0);
    }
  }
}
