package dev.atocore.markdown;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The lines of a text and its tree. CommonMark knows no front matter, and its extension knows no
 * TOML and takes a document that begins with a rule for front matter to its end, so front matter is
 * left out here.
 *
 * @param lines all lines of the text
 * @param body the first line after the front matter; 0 when there is none
 * @param tree the text from there on; its lines are counted from {@code body}
 */
record Markdown(List<String> lines, int body, Node tree) {
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
  private static final Pattern YAML = Pattern.compile("---[ \t]*[a-z]*[ \t]*");
  private static final Pattern YAML_END = Pattern.compile("(?:---|\\.\\.\\.)[ \t]*");
  private static final Pattern TOML = Pattern.compile("\\+\\+\\+[ \t]*");

  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(
                  StrikethroughExtension.builder().requireTwoTildes(true).build(),
                  TablesExtension.create(),
                  TaskListItemsExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();

  /** A document, or its first chunk: it may begin with front matter. */
  static Markdown ofDocument(String text) {
    List<String> lines = List.of(LINE_BREAK.split(text, -1));
    return of(lines, frontMatterEnd(lines));
  }

  /** What follows in a document. */
  static Markdown ofRest(String text) {
    return of(List.of(LINE_BREAK.split(text, -1)), 0);
  }

  private static Markdown of(List<String> lines, int body) {
    String text = String.join("\n", lines.subList(body, lines.size()));
    return new Markdown(lines, body, PARSER.parse(text));
  }

  private static int frontMatterEnd(List<String> lines) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    if (first == lines.size()) {
      return 0;
    }
    boolean yaml = YAML.matcher(lines.get(first)).matches();
    if (!yaml && !TOML.matcher(lines.get(first)).matches()) {
      return 0;
    }
    Pattern end = yaml ? YAML_END : TOML;
    for (int i = first + 1; i < lines.size(); i++) {
      if (end.matcher(lines.get(i)).matches()) {
        return i + 1;
      }
    }
    return 0;
  }

  /** The line of the text on which that block begins. */
  int firstLine(Node block) {
    return body + block.getSourceSpans().get(0).getLineIndex();
  }

  /** The last line of the text that belongs to that block. */
  int lastLine(Node block) {
    return body + block.getSourceSpans().get(block.getSourceSpans().size() - 1).getLineIndex();
  }

  /** Whether a line above that block is blank, or none is there. */
  boolean afterBlank(int line) {
    return line == 0 || lines.get(line - 1).isBlank();
  }
}
