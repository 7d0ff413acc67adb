package dev.atocore.markdown;

import dev.atocore.core.model.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/**
 * Finds the statements that their writer marked. One goes on to the end of its paragraph, or of the
 * list item that begins with it, or to the next mark; one that ends in a colon takes the paragraph,
 * list or quote that follows it.
 */
final class Statements {
  /** What is longer is no statement, and may have been cut where its chunk ends. */
  private static final int LONGEST = 2000;

  private static final Set<Class<? extends Node>> NO_TEXT =
      Set.of(FencedCodeBlock.class, IndentedCodeBlock.class, HtmlBlock.class, ThematicBreak.class);

  private static final Pattern KEY = Pattern.compile("[a-z][\\w-]*:(?:\\s.*)?");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Markdown markdown;
  private final List<Open> found = new ArrayList<>();

  private Statements(Markdown markdown) {
    this.markdown = markdown;
  }

  static List<Statement> of(Markdown markdown) {
    Statements statements = new Statements(markdown);
    statements.blocks(markdown.tree(), null, false);
    List<Statement> whole = new ArrayList<>();
    for (Open one : statements.found) {
      if (!one.text.isEmpty() && one.text.length() <= LONGEST) {
        whole.add(new Statement(one.type, one.text.toString()));
      }
    }
    return whole;
  }

  /**
   * @param before the statement that goes on here; null when none does
   * @param all whether it goes on to the end of {@code parent}
   */
  private void blocks(Node parent, @Nullable Open before, boolean all) {
    Open open = before;
    boolean goesOn = all;
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      boolean taken = open != null && (goesOn || open.leads());
      if (isText(node)) {
        Open after = lines(node, taken && !(node instanceof Heading) ? open : null);
        if (!goesOn || after != open) {
          goesOn = parent instanceof ListItem && node == firstText(parent) && after != null;
        }
        open = after;
      } else if (node instanceof ListBlock) {
        items(node, taken ? open : null);
        open = goesOn ? open : null;
      } else if (NO_TEXT.contains(node.getClass())) {
        open = goesOn ? open : null;
      } else {
        boolean quoted = taken && node instanceof BlockQuote;
        blocks(node, quoted ? open : null, quoted);
        open = goesOn ? open : null;
      }
    }
  }

  private void items(Node list, @Nullable Open open) {
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      if (open != null) {
        open.item();
      }
      blocks(item, open, open != null);
    }
  }

  private static boolean isText(Node node) {
    return node instanceof Paragraph || node instanceof Heading || node instanceof TableCell;
  }

  private static @Nullable Node firstText(Node item) {
    Node node = item.getFirstChild();
    while (node != null && !isText(node)) {
      node = node.getNext();
    }
    return node;
  }

  /** The statement that is open at the end of the block. */
  private @Nullable Open lines(Node block, @Nullable Open before) {
    List<InlineLines.Line> lines = InlineLines.of(block);
    if (isFrontMatter(block, lines)) {
      return null;
    }
    Open open = before;
    for (InlineLines.Line line : lines) {
      StatementMark mark = StatementMark.of(line);
      if (mark != null) {
        open = new Open(mark.type());
        found.add(open);
        open.add(mark.rest());
      } else if (open != null) {
        open.add(line.text());
      }
    }
    return open;
  }

  /** Slides and joined files have front matter further down: keys right below a rule. */
  private boolean isFrontMatter(Node block, List<InlineLines.Line> lines) {
    Node rule = block.getPrevious();
    return rule instanceof ThematicBreak
        && markdown.firstLine(block) == markdown.lastLine(rule) + 1
        && lines.stream().allMatch(line -> KEY.matcher(line.text()).matches());
  }

  /** A statement of a writer. */
  record Statement(MemoryType type, String text) {}

  private static final class Open {
    private final MemoryType type;
    private final StringBuilder text = new StringBuilder();
    private boolean nextItem;

    Open(MemoryType type) {
      this.type = type;
    }

    /** Adds a line, unless it has no word. */
    void add(String line) {
      if (WORD.matcher(line).find()) {
        boolean midSentence =
            !text.isEmpty() && Character.isLetterOrDigit(text.charAt(text.length() - 1));
        text.append(nextItem && midSentence ? ";" : "");
        nextItem = false;
        text.append(text.isEmpty() ? "" : " ").append(SPACES.matcher(line.strip()).replaceAll(" "));
      }
    }

    boolean leads() {
      return text.isEmpty() || ":：".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** What comes next is an item of a list. */
    void item() {
      nextItem = true;
    }
  }
}
