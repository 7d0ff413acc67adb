package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import java.io.IOException;
import java.util.List;

/** Entries of the spool, a line or an object each, without their bodies. */
final class SpoolText {
  private static final int SHOWN = 20;

  private SpoolText() {}

  /** For people: at most a screen of them. */
  static void print(Cli cli, String label, List<AuditEntry> entries) {
    for (AuditEntry entry : entries.subList(0, Math.min(SHOWN, entries.size()))) {
      cli.out()
          .line(
              cli.ansi().faint(label)
                  + "  #"
                  + entry.id()
                  + "  memory "
                  + TerminalText.oneLine(entry.memoryId())
                  + "  version "
                  + entry.version()
                  + "  "
                  + TerminalText.oneLine(entry.action())
                  + " by "
                  + TerminalText.oneLine(entry.actor())
                  + "  "
                  + TerminalText.oneLine(entry.timestamp()));
    }
    if (entries.size() > SHOWN) {
      cli.out().line("and " + (entries.size() - SHOWN) + " more");
    }
  }

  /** For programs: all of them. */
  static void write(JsonGenerator json, String name, List<AuditEntry> entries) throws IOException {
    json.writeArrayFieldStart(name);
    for (AuditEntry entry : entries) {
      json.writeStartObject();
      json.writeNumberField("id", entry.id());
      json.writeStringField("memory_id", entry.memoryId());
      json.writeNumberField("version", entry.version());
      json.writeStringField("action", entry.action());
      json.writeStringField("actor", entry.actor());
      json.writeStringField("timestamp", entry.timestamp());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
