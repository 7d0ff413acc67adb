package dev.atocore.markdown;

import dev.atocore.core.source.ChunkBuilder;
import dev.atocore.core.source.Chunker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * Cuts Markdown between blocks and between items of lists, at headings and blank lines, so that a
 * chunk reads alone as it does in its document: front matter, code and HTML stay whole, and what is
 * too long of them is cut into fenced blocks.
 */
public final class MarkdownChunker implements Chunker {
  /** Cuts alike wherever it is made. */
  public MarkdownChunker() {}

  @Override
  public List<String> chunks(String text) {
    return new Cut(Markdown.ofDocument(text)).chunks();
  }

  private static final class Cut {
    private final Markdown markdown;
    private final List<String> lines;
    private final BitSet blocks = new BitSet();
    private final BitSet headings = new BitSet();
    private final BitSet parts = new BitSet();
    private final BitSet raw = new BitSet();

    Cut(Markdown markdown) {
      this.markdown = markdown;
      this.lines = markdown.lines();
    }

    List<String> chunks() {
      raw.set(0, markdown.body());
      parts.set(markdown.body());
      boolean leads = false;
      for (Node node = markdown.tree().getFirstChild(); node != null; node = node.getNext()) {
        if (!node.getSourceSpans().isEmpty()) {
          block(node, leads);
          leads = node instanceof Paragraph && lines.get(markdown.lastLine(node)).endsWith(":");
        }
      }
      markdown.tree().accept(new RawLines());
      ChunkBuilder chunks = new ChunkBuilder();
      int from = 0;
      while (from < lines.size()) {
        int next = blocks.nextSetBit(from + 1);
        int to = next < 0 ? lines.size() : next;
        add(chunks, from, to);
        from = to;
      }
      return chunks.build();
    }

    private void block(Node node, boolean leads) {
      int first = markdown.firstLine(node);
      parts.set(first);
      if (node instanceof Heading) {
        headings.set(first);
        blocks.set(first);
      } else if (markdown.afterBlank(first) && !leads) {
        blocks.set(first);
      }
      if (node instanceof ListBlock) {
        for (Node item = node.getFirstChild(); item != null; item = item.getNext()) {
          int line = markdown.firstLine(item);
          parts.set(line);
          blocks.set(
              line, blocks.get(line) || (line > first && markdown.afterBlank(line) && !leads));
        }
      } else if (node instanceof Paragraph) {
        for (int line = first + 1; line <= markdown.lastLine(node); line++) {
          parts.set(line, parts.get(line) || StatementMark.begins(lines.get(line)));
        }
      }
    }

    private void add(ChunkBuilder chunks, int from, int last) {
      int to = last;
      while (to > from && lines.get(to - 1).isBlank()) {
        to--;
      }
      String block = text(from, to);
      if (headings.get(from) && block.length() <= ChunkBuilder.MAX) {
        chunks.heading(block);
      } else if (block.length() <= ChunkBuilder.MAX) {
        chunks.add(List.of(block));
      } else {
        if (headings.get(from)) {
          chunks.heading("");
        }
        chunks.add(parts(from, to));
      }
    }

    private List<String> parts(int from, int to) {
      List<String> pieces = new ArrayList<>();
      int start = from;
      while (start < to) {
        int next = parts.nextSetBit(start + 1);
        int end = next < 0 ? to : Math.min(next, to);
        String part = text(start, end);
        if (part.length() <= ChunkBuilder.MAX) {
          pieces.add(part);
        } else {
          longPart(pieces, start, end);
        }
        start = end;
      }
      return pieces;
    }

    /** What is code stays code in each piece, and what is text stays text. */
    private void longPart(List<String> pieces, int from, int to) {
      int start = from;
      while (start < to) {
        boolean code = raw.get(start);
        int next = code ? raw.nextClearBit(start) : raw.nextSetBit(start);
        int end = next < 0 ? to : Math.min(next, to);
        if (code) {
          pieces.addAll(FencedPieces.of(lines.subList(start, end)));
        } else {
          pieces.add(text(start, end));
        }
        start = end;
      }
    }

    private String text(int from, int to) {
      return from == to ? "" : String.join("\n", lines.subList(from, to)) + "\n";
    }

    /** Marks the lines of code and HTML, however deep they lie. */
    private final class RawLines extends AbstractVisitor {
      @Override
      public void visit(FencedCodeBlock node) {
        mark(node);
      }

      @Override
      public void visit(IndentedCodeBlock node) {
        mark(node);
      }

      @Override
      public void visit(HtmlBlock node) {
        mark(node);
      }

      private void mark(Node node) {
        raw.set(markdown.firstLine(node), markdown.lastLine(node) + 1);
      }
    }
  }
}
