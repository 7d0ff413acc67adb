package dev.atocore.cli.audit;

import dev.atocore.audit.AuditEntry;
import dev.atocore.audit.ByteString;
import dev.atocore.cli.Ansi;
import dev.atocore.cli.Cli;
import dev.atocore.cli.TerminalText;
import dev.atocore.cli.TextRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry for people: who did what, and a diff of what changed. */
final class EntryText {
  /** Changes with every entry, and stands in the head line. */
  private static final Set<String> IN_THE_HEAD = Set.of("version", "updated_at", "id");

  private final Cli cli;
  private final Ansi ansi;

  EntryText(Cli cli) {
    this.cli = cli;
    this.ansi = cli.ansi();
  }

  /** A head line and the diff. */
  void inHistory(AuditEntry entry) {
    cli.out()
        .line(
            ansi.strong("version " + entry.version() + "  " + safe(entry.action()))
                + "  "
                + entry.timestamp()
                + "  by "
                + safe(entry.actor())
                + ansi.faint("  #" + entry.id()));
    String note = entry.note();
    if (note != null) {
      cli.out().line("    " + safe(note));
    }
    diff(entry);
    cli.out().line("");
  }

  /** The memory, and then as in its history. */
  void inTail(AuditEntry entry) {
    cli.out().line(ansi.faint("memory " + safe(entry.memoryId())));
    inHistory(entry);
  }

  /** Every field, and the diff. */
  void alone(AuditEntry entry) {
    ByteString prev = entry.prevHash();
    new TextRecord(cli, 9)
        .line("id", entry.id())
        .line("memory", entry.memoryId())
        .line("version", entry.version())
        .line("action", entry.action())
        .line("actor", entry.actor())
        .line("time", entry.timestamp())
        .line("project", entry.project())
        .line("note", entry.note())
        .line("request", entry.requestId())
        .line("previous", prev == null ? null : prev.hex())
        .line("hash", entry.hash().hex());
    cli.out().line("");
    diff(entry);
  }

  private void diff(AuditEntry entry) {
    if (entry.erased() != null) {
      cli.out()
          .line(
              entry.redacted()
                  ? "    (redacted: the bodies were erased for good; the chain holds)"
                  : "    (pruned: the bodies are in an archive; the chain holds)");
      return;
    }
    diff(Image.fields(entry.before()), Image.fields(entry.after()));
  }

  /** What is different between two images. Says nothing when nothing is. */
  void diff(Map<String, @Nullable String> before, Map<String, @Nullable String> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeAll(IN_THE_HEAD);
    for (String name : names) {
      String old = before.get(name);
      String now = after.get(name);
      if (!Objects.equals(old, now)) {
        change(name, old, now);
      }
    }
  }

  private void change(String name, @Nullable String old, @Nullable String now) {
    boolean oneLine = fitsOnALine(old) && fitsOnALine(now);
    String label = "    " + safe(name) + ": ";
    if (old == null) {
      cli.out().line(label + ansi.green(oneLine ? safe(now) : ""));
    } else if (oneLine) {
      cli.out()
          .line(
              label
                  + ansi.red(safe(old))
                  + " -> "
                  + (now == null ? "(none)" : ansi.green(safe(now))));
    } else {
      cli.out().line(label.stripTrailing());
    }
    if (!oneLine) {
      for (String line : lines(old)) {
        cli.out().line(ansi.red("      - " + safe(line)));
      }
      for (String line : lines(now)) {
        cli.out().line(ansi.green("      + " + safe(line)));
      }
    }
  }

  private static boolean fitsOnALine(@Nullable String text) {
    return text == null || (text.length() <= 60 && text.indexOf('\n') < 0);
  }

  private static List<String> lines(@Nullable String text) {
    List<String> lines = new ArrayList<>();
    if (text != null) {
      for (int from = 0; from <= text.length(); ) {
        int end = text.indexOf('\n', from);
        end = end < 0 ? text.length() : end;
        lines.add(text.substring(from, end));
        from = end + 1;
      }
    }
    return lines;
  }

  private static String safe(@Nullable String text) {
    return text == null ? "" : TerminalText.oneLine(text);
  }
}
