package dev.atocore.cli.command.audit;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.erase.RedactionReport.Erased;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.store.Capability;
import java.io.IOException;

/** What a run of redactions says of itself. */
final class RedactionText {
  private RedactionText() {}

  /**
   * Prints it.
   *
   * @param alone whether one memory was named
   */
  static void print(Cli cli, RedactionReport report, boolean dryRun, boolean alone)
      throws IOException {
    if (cli.forPeople()) {
      text(cli, report, dryRun, alone);
    } else {
      cli.printObject(
          json -> {
            json.writeBooleanField("dry_run", dryRun);
            if (alone) {
              report.memories().get(0).write(json);
            }
            report.write(json, alone);
          });
    }
    if (!dryRun && !cli.store().capabilities().contains(Capability.SCRUB)) {
      cli.note(
          "the server may still have it: in old versions of rows until VACUUM, in archives of its"
              + " write-ahead log, in dumps and on replicas");
    }
    String user = report.userId();
    if (user != null) {
      cli.note("its user_id stays: " + TerminalText.oneLine(user));
    }
    for (String archive : report.archives()) {
      cli.note("an archive still has bodies of it, delete it or its lines: " + archive);
    }
    if (report.vacuumLeft() && report.complete()) {
      cli.note("whether free space of the store's file has it too only --vacuum makes sure");
    }
    for (String place : report.stillIn()) {
      cli.note("the same text still stands in " + place);
    }
    for (String file : report.scrubbed()) {
      cli.note("scrubbed in " + TerminalText.oneLine(file));
    }
    for (String file : report.files()) {
      cli.note("the same text still stands in the file " + TerminalText.oneLine(file));
    }
  }

  private static void text(Cli cli, RedactionReport report, boolean dryRun, boolean alone) {
    String would = dryRun ? "would be " : "";
    for (Erased memory : report.memories()) {
      AtoCoreException error = memory.error();
      if (error != null) {
        cli.problem(error.code(), String.valueOf(error.getMessage()));
      } else if (cli.idsOnly()) {
        cli.out().line(memory.memoryId());
      } else {
        String told =
            memory.changed()
                ? "; " + cli.store().recalls().exposure(memory.memoryId(), null, null).summary()
                : "";
        cli.out().line(line(memory, would) + (alone ? looked(report, dryRun) : "") + told);
      }
    }
    if (!alone && !cli.idsOnly()) {
      cli.out()
          .line(
              would
                  + "redacted "
                  + report.redacted()
                  + " of "
                  + Count.of(report.memories().size(), "memory", "memories")
                  + ": "
                  + Count.of(report.entries(), "entry", "entries")
                  + ", "
                  + Count.of(report.chunks(), "chunk")
                  + looked(report, dryRun));
    }
    if (report.changed()) {
      cli.note("kept: ids, types, projects, users, agents, runs and times");
    }
  }

  private static String line(Erased memory, String would) {
    Long version = memory.version();
    return memory.changed()
        ? would
            + "redacted "
            + memory.memoryId()
            + ": "
            + Count.of(memory.entries(), "entry", "entries")
            + (version == null ? "" : ", its row (now version " + version + ")")
            + (memory.spoolLines() == 0
                ? ""
                : ", " + Count.of(memory.spoolLines(), "line") + " of the spool")
            + (memory.chunks() == 0 ? "" : ", " + Count.of(memory.chunks(), "chunk"))
        : "unchanged " + memory.memoryId() + ": nothing was left to erase";
  }

  private static String looked(RedactionReport report, boolean dryRun) {
    return dryRun || !report.changed()
        ? ""
        : "; "
            + Count.of(report.searched(), "text")
            + " looked for in the file's bytes"
            + (report.vacuumed() ? " (which was written anew)" : "");
  }
}
