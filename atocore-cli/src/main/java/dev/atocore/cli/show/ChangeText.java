package dev.atocore.cli.show;

import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.Image;
import dev.atocore.core.search.WordDiff.Kind;
import dev.atocore.core.text.TextRules;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one image of a memory to the next, for people: a line for each field that
 * changed, and the words that changed within a text. Makes everything safe for a terminal.
 */
public final class ChangeText {
  /** What a removed or added text is cut to in an overview. */
  private static final int OVERVIEW = 1_000;

  private static final String INDENT = "    ";

  /** Changes with every version, and is in the head line of an entry. */
  private static final Set<String> IN_THE_HEAD = Set.of("version", "updated_at", "id");

  private final Cli cli;
  private final Ansi ansi;
  private final int longest;

  private ChangeText(Cli cli, int longest) {
    this.cli = cli;
    this.ansi = cli.ansi();
    this.longest = longest;
  }

  /** With long new texts cut. */
  public static ChangeText overview(Cli cli) {
    return new ChangeText(cli, OVERVIEW);
  }

  /** With whole new texts. */
  public static ChangeText complete(Cli cli) {
    return new ChangeText(cli, Integer.MAX_VALUE - 100);
  }

  /** Prints the differences; nothing where there are none. */
  public void print(Image before, Image after) {
    for (FieldChange change : shown(before, after)) {
      cli.out()
          .line(
              INDENT
                  + field(
                      change.field(), change.before(), change.after(), before.names().isEmpty()));
    }
  }

  /** Whether anything differs that {@link #print} would show. */
  public static boolean differ(Image before, Image after) {
    return !shown(before, after).isEmpty();
  }

  private static List<FieldChange> shown(Image before, Image after) {
    return FieldChange.between(before, after).stream()
        .filter(change -> !IN_THE_HEAD.contains(change.field()))
        .toList();
  }

  private String field(String name, @Nullable String old, @Nullable String now, boolean fresh) {
    String label = TerminalText.oneLine(name) + ":";
    if (fresh) {
      // A memory that begins: nothing to compare with, so no marks.
      String text = now == null ? "" : now;
      String shown = TerminalText.lines(text.length() <= longest ? text : cut(text));
      return label
          + value(
              ansi.green(shown.replace("\n", ansi == Ansi.OFF ? "\n" : "\u001b[0m\n\u001b[32m")));
    }
    if (old == null || now == null || !name.equals("content")) {
      return label + " " + scalar(old, Kind.REMOVED) + " -> " + scalar(now, Kind.ADDED);
    }
    return label + value(new DiffText(ansi, longest).of(old, now));
  }

  private String scalar(@Nullable String value, Kind kind) {
    if (value == null) {
      return "(none)";
    }
    String safe = TerminalText.oneLine(value.length() <= longest ? value : cut(value));
    return kind == Kind.ADDED ? ansi.green(safe) : ansi.red(safe);
  }

  private String cut(String text) {
    String start = TextRules.start(text, longest);
    return start + "…" + (text.length() - start.length()) + " characters…";
  }

  /** Behind its label, or below it when it has several lines. */
  private static String value(String text) {
    return text.indexOf('\n') < 0
        ? " " + text
        : "\n" + INDENT + "  " + text.replace("\n", "\n" + INDENT + "  ");
  }
}
