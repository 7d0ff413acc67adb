package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.cli.show.ChangeText;
import dev.atocore.core.image.Image;
import org.jspecify.annotations.Nullable;

/** One entry for people: who did what, and a diff of what changed. */
final class EntryText {
  private final Cli cli;
  private final Ansi ansi;

  EntryText(Cli cli) {
    this.cli = cli;
    this.ansi = cli.ansi();
  }

  /** A head line and the diff. */
  void inHistory(AuditEntry entry) {
    String request = entry.requestId();
    cli.out()
        .line(
            ansi.strong("version " + entry.version() + "  " + safe(entry.action()))
                + "  "
                + safe(entry.timestamp())
                + "  by "
                + safe(entry.actor())
                + ansi.faint(
                    "  #" + entry.id() + (request == null ? "" : "  request " + safe(request))));
    String note = entry.note();
    if (note != null) {
      cli.out().line("    " + safe(note));
    }
    diff(entry, ChangeText.overview(cli));
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
    diff(entry, ChangeText.complete(cli));
  }

  private void diff(AuditEntry entry, ChangeText changes) {
    if (entry.erased() != null) {
      cli.out()
          .line(
              entry.redacted()
                  ? "    (redacted: the bodies were erased for good; the chain holds)"
                  : "    (pruned: the bodies are in an archive; the chain holds)");
      return;
    }
    changes.print(Image.of(entry.before()), Image.of(entry.after()));
  }

  private static String safe(@Nullable String text) {
    return text == null ? "" : TerminalText.oneLine(text);
  }
}
