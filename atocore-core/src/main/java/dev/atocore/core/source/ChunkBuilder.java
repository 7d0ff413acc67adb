package dev.atocore.core.source;

import dev.atocore.core.text.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gathers the blocks of a text in chunks of about 1,200 characters, a blank line between two. A
 * heading starts a chunk and belongs to what follows it. A block that is longer than 4,000
 * characters is cut between its parts, then at line ends, then between characters.
 */
public final class ChunkBuilder {
  /** The most characters of a chunk, but for the line break at its end. */
  public static final int MAX = 4000;

  private static final int TARGET = 1200;
  private static final Pattern BLANK_LINES = Pattern.compile("^(?:[^\\S\n]*\n)+");

  private final List<String> chunks = new ArrayList<>();
  private final StringBuilder chunk = new StringBuilder();
  private boolean onlyHeading;

  /** Begins a text. */
  public ChunkBuilder() {}

  /** Starts a chunk with those lines. */
  public void heading(String lines) {
    end();
    add(List.of(lines));
    onlyHeading = lines.indexOf('\n') == lines.length() - 1;
  }

  /**
   * Adds a block, whole where it is not too long.
   *
   * @param parts its lines, each with its line break, in the pieces between which it may be cut
   */
  public void add(List<String> parts) {
    int length = parts.stream().mapToInt(String::length).sum();
    if (length == 0) {
      return;
    }
    if (chunk.length() + length > TARGET && !onlyHeading) {
      end();
    }
    if (length > MAX) {
      parts.forEach(this::cut);
    } else {
      chunk.append(chunk.isEmpty() ? "" : "\n");
      parts.forEach(chunk::append);
    }
    onlyHeading = false;
  }

  private void cut(String part) {
    if (part.length() <= MAX) {
      append(part);
      return;
    }
    for (String line : part.split("\n", -1)) {
      int from = 0;
      while (from < line.length()) {
        int to = TextRules.wholeEnd(line, Math.min(line.length(), from + MAX));
        append(line.substring(from, to) + "\n");
        from = to;
      }
    }
  }

  private void append(String piece) {
    if (chunk.length() + piece.length() - 1 > MAX) {
      end();
    }
    chunk.append(piece);
  }

  /** Ends a chunk; blanks before its first word may be what makes it code. */
  private void end() {
    String text = chunk.toString();
    if (!text.isBlank()) {
      chunks.add(BLANK_LINES.matcher(text).replaceFirst("").stripTrailing());
    }
    chunk.setLength(0);
    onlyHeading = false;
  }

  /** Ends the text: all its chunks. */
  public List<String> build() {
    end();
    return List.copyOf(chunks);
  }
}
