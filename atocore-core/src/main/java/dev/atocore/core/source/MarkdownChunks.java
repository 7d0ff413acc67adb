package dev.atocore.core.source;

import dev.atocore.core.text.TextRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts Markdown or plain text into chunks at headings and blank lines: a heading starts a chunk,
 * paragraphs are gathered up to about 1,200 characters, and a fenced code block stays whole. A
 * longer paragraph is cut at line ends, and a longer line between characters.
 */
final class MarkdownChunks {
  private static final int TARGET = 1200;
  private static final int MAX = 4000;

  private final List<String> chunks = new ArrayList<>();
  private final StringBuilder chunk = new StringBuilder();

  private MarkdownChunks() {}

  static List<String> of(String text) {
    MarkdownChunks cutter = new MarkdownChunks();
    StringBuilder paragraph = new StringBuilder();
    boolean fenced = false;
    for (String line : text.split("\\R", -1)) {
      if (line.startsWith("```") || line.startsWith("~~~")) {
        fenced = !fenced;
      }
      boolean heading = !fenced && line.startsWith("#");
      if (heading || (!fenced && line.isBlank())) {
        cutter.add(paragraph);
      }
      if (heading) {
        cutter.end();
      }
      if (fenced || !line.isBlank()) {
        paragraph.append(line).append('\n');
      }
    }
    cutter.add(paragraph);
    cutter.end();
    return cutter.chunks;
  }

  private void add(StringBuilder paragraph) {
    if (chunk.length() + paragraph.length() > TARGET && !onlyHeading()) {
      end();
    }
    if (paragraph.length() > MAX) {
      cut(paragraph.toString());
    } else if (!paragraph.isEmpty()) {
      chunk.append(chunk.isEmpty() ? "" : "\n").append(paragraph);
    }
    paragraph.setLength(0);
  }

  /** A heading belongs to what follows it. */
  private boolean onlyHeading() {
    return !chunk.isEmpty() && chunk.charAt(0) == '#' && chunk.indexOf("\n") == chunk.length() - 1;
  }

  private void cut(String paragraph) {
    for (String line : paragraph.split("\n", -1)) {
      int from = 0;
      while (from < line.length()) {
        int to = TextRules.wholeEnd(line, Math.min(line.length(), from + MAX));
        if (chunk.length() + to - from > MAX) {
          end();
        }
        chunk.append(line, from, to).append('\n');
        from = to;
      }
    }
  }

  private void end() {
    String text = chunk.toString().strip();
    if (!text.isEmpty()) {
      chunks.add(text);
    }
    chunk.setLength(0);
  }
}
