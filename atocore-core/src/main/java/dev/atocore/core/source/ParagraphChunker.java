package dev.atocore.core.source;

import java.util.List;

/**
 * Cuts plain text, and Markdown as far as lines show it: at headings and blank lines, but not
 * within a fenced code block.
 */
final class ParagraphChunker implements Chunker {
  @Override
  public List<String> chunks(String text) {
    ChunkBuilder chunks = new ChunkBuilder();
    StringBuilder paragraph = new StringBuilder();
    boolean fenced = false;
    boolean heading = false;
    for (String line : text.split("\\R", -1)) {
      if (line.startsWith("```") || line.startsWith("~~~")) {
        fenced = !fenced;
      }
      boolean next = !fenced && line.startsWith("#");
      if (next || (!fenced && line.isBlank())) {
        add(chunks, paragraph, heading);
        heading = next;
      }
      if (fenced || !line.isBlank()) {
        paragraph.append(line).append('\n');
      }
    }
    add(chunks, paragraph, heading);
    return chunks.build();
  }

  private static void add(ChunkBuilder chunks, StringBuilder paragraph, boolean heading) {
    if (heading && !paragraph.isEmpty()) {
      chunks.heading(paragraph.toString());
    } else {
      chunks.add(List.of(paragraph.toString()));
    }
    paragraph.setLength(0);
  }
}
