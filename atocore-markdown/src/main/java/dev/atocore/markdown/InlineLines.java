package dev.atocore.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The text of a paragraph or heading, line by line, without its markup and what was struck out. */
final class InlineLines extends AbstractVisitor {
  private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]*)");
  private static final Set<String> STRUCK = Set.of("del", "s", "strike");
  private static final Set<String> CODE = Set.of("code", "kbd", "pre", "samp", "tt", "var");

  private final List<Line> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private int prose = Integer.MAX_VALUE;
  private int struck;
  private int code;

  private InlineLines() {}

  static List<Line> of(Node block) {
    InlineLines visitor = new InlineLines();
    visitor.visitChildren(block);
    visitor.endLine();
    return visitor.lines;
  }

  @Override
  public void visit(Text node) {
    add(node.getLiteral());
  }

  @Override
  public void visit(Code node) {
    endProse();
    add(node.getLiteral());
  }

  @Override
  public void visit(Image node) {
    endProse();
    visitChildren(node);
  }

  @Override
  public void visit(SoftLineBreak node) {
    endLine();
  }

  @Override
  public void visit(HardLineBreak node) {
    endLine();
  }

  @Override
  public void visit(CustomNode node) {
    if (!(node instanceof Strikethrough)) {
      visitChildren(node);
    }
  }

  @Override
  public void visit(HtmlInline node) {
    Matcher tag = TAG.matcher(node.getLiteral());
    if (!tag.lookingAt()) {
      return;
    }
    String name = tag.group(2).toLowerCase(Locale.ROOT);
    int step = tag.group(1).isEmpty() ? 1 : -1;
    if (name.equals("br")) {
      endLine();
    } else if (STRUCK.contains(name)) {
      struck = Math.max(0, struck + step);
    } else if (CODE.contains(name)) {
      code = Math.max(0, code + step);
    }
  }

  private void add(String literal) {
    if (struck == 0) {
      if (code > 0) {
        endProse();
      }
      text.append(literal);
    }
  }

  private void endProse() {
    prose = Math.min(prose, text.length());
  }

  private void endLine() {
    lines.add(new Line(text.toString(), Math.min(prose, text.length())));
    text.setLength(0);
    prose = Integer.MAX_VALUE;
  }

  /**
   * One line.
   *
   * @param text what it says
   * @param prose how many of its characters come before any code or image
   */
  record Line(String text, int prose) {}
}
