package dev.atocore.core.search;

import static java.util.Objects.requireNonNull;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What changed between two texts, word by word, for people to read. Joined, the kept and removed
 * parts are the text before, the kept and added ones the text after.
 *
 * <p>Texts too different or too long for a comparison of their words are compared line by line, and
 * beyond that not at all: one part removed, one added. So the work stays bounded whatever the texts
 * are.
 */
public final class WordDiff {
  /** Myers' algorithm takes time in proportion to words times differences. */
  private static final int MOST_TOKENS = 8_000;

  private WordDiff() {}

  /** What became of a part. */
  public enum Kind {
    /** In both texts. */
    KEPT,
    /** In the text before only. */
    REMOVED,
    /** In the text after only. */
    ADDED
  }

  /**
   * A stretch of text.
   *
   * @param kind what became of it
   * @param text never empty
   */
  public record Part(Kind kind, String text) {}

  /** The parts in order; a removed one stands before the added one that replaces it. */
  public static List<Part> between(String before, String after) {
    requireNonNull(before, "before is null");
    requireNonNull(after, "after is null");
    Parts parts = new Parts();
    compare(words(before), words(after), parts, true);
    return parts.finish();
  }

  private static void compare(List<String> old, List<String> now, Parts parts, boolean canSplit) {
    int most = Math.min(old.size(), now.size());
    int head = 0;
    while (head < most && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<String> oldMiddle = old.subList(head, old.size() - tail);
    List<String> newMiddle = now.subList(head, now.size() - tail);
    parts.kept(old.subList(0, head));
    if (oldMiddle.size() + newMiddle.size() <= MOST_TOKENS) {
      align(oldMiddle, newMiddle, parts, false);
    } else if (canSplit) {
      List<String> oldLines = lines(String.join("", oldMiddle));
      List<String> newLines = lines(String.join("", newMiddle));
      if (oldLines.size() + newLines.size() <= MOST_TOKENS) {
        align(oldLines, newLines, parts, true);
      } else {
        parts.changed(oldMiddle, newMiddle);
      }
    } else {
      parts.changed(oldMiddle, newMiddle);
    }
    parts.kept(old.subList(old.size() - tail, old.size()));
  }

  private static void align(
      List<String> old, List<String> now, Parts parts, boolean wordsWithinLines) {
    List<Change> changes = new MyersDiffWithLinearSpace<String>().computeDiff(old, now, null);
    int done = 0;
    for (int i = 0; i < changes.size(); ) {
      int first = i;
      int end = changes.get(first).endOriginal;
      int newEnd = changes.get(first).endRevised;
      // What was removed and what was added in its place come apart, and the one or the other
      // first.
      for (i++; i < changes.size(); i++) {
        Change next = changes.get(i);
        if (next.startOriginal != end || next.startRevised != newEnd) {
          break;
        }
        end = next.endOriginal;
        newEnd = next.endRevised;
      }
      parts.kept(old.subList(done, changes.get(first).startOriginal));
      List<String> removed = old.subList(changes.get(first).startOriginal, end);
      List<String> added = now.subList(changes.get(first).startRevised, newEnd);
      if (wordsWithinLines) {
        compare(words(String.join("", removed)), words(String.join("", added)), parts, false);
      } else {
        parts.changed(removed, added);
      }
      done = end;
    }
    parts.kept(old.subList(done, old.size()));
  }

  /** Words, the spaces between them, and each sign alone. */
  private static List<String> words(String text) {
    BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
    breaks.setText(text);
    List<String> words = new ArrayList<>();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      words.add(text.substring(from, to));
      from = to;
    }
    return words;
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }

  /** Gathers parts, joining what belongs together. */
  private static final class Parts {
    private final List<Part> parts = new ArrayList<>();
    private final StringBuilder removed = new StringBuilder();
    private final StringBuilder added = new StringBuilder();
    private final StringBuilder kept = new StringBuilder();

    void kept(List<String> tokens) {
      tokens.forEach(kept::append);
    }

    void changed(List<String> old, List<String> now) {
      if (old.isEmpty() && now.isEmpty()) {
        return;
      }
      if (isChange() && isGap(kept)) {
        // A space between two changed words: one changed phrase reads better than two words.
        removed.append(kept);
        added.append(kept);
        kept.setLength(0);
      } else if (!kept.isEmpty()) {
        flush();
      }
      old.forEach(removed::append);
      now.forEach(added::append);
    }

    List<Part> finish() {
      flush();
      return List.copyOf(parts);
    }

    private boolean isChange() {
      return !removed.isEmpty() || !added.isEmpty();
    }

    /** Lets out the change so far, and what was kept after it. */
    private void flush() {
      add(Kind.REMOVED, removed);
      add(Kind.ADDED, added);
      add(Kind.KEPT, kept);
    }

    private void add(Kind kind, StringBuilder text) {
      if (!text.isEmpty()) {
        parts.add(new Part(kind, text.toString()));
        text.setLength(0);
      }
    }

    private static boolean isGap(StringBuilder text) {
      return text.chars().allMatch(c -> c == ' ' || c == '\t');
    }
  }
}
