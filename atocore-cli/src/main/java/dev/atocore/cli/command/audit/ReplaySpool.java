package dev.atocore.cli.command.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.spool.ReplayReport;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import java.io.IOException;
import java.util.List;

final class ReplaySpool extends CliCommand {
  ReplaySpool() {
    describe(
        "When the log could not take an entry, the change was made all the same and its entry kept"
            + " beside the store. The next successful change puts it back as well. Doing it twice"
            + " is doing it once.");
    examples("audit replay", "audit replay -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    ReplayReport report = cli.store().audit().replay();
    if (cli.forPeople()) {
      cli.out()
          .line(
              report.restored().size()
                  + " entries put back, "
                  + report.alreadyThere().size()
                  + " were there already, "
                  + report.setAside().size()
                  + " belonged to changes that never happened and were set aside");
      SpoolText.print(cli, "put back", report.restored());
      SpoolText.print(cli, "set aside", report.setAside());
      SpoolText.print(cli, "stays", report.pending());
      if (report.unreadable() > 0) {
        cli.out()
            .line(
                Count.of(report.unreadable(), "torn line was", "torn lines were")
                    + " set aside in "
                    + cli.store().audit().spool().abortedFile());
      }
    } else {
      cli.printObject(
          json -> {
            ids(json, "restored", report.restored());
            ids(json, "already_there", report.alreadyThere());
            ids(json, "set_aside", report.setAside());
            ids(json, "pending", report.pending());
            json.writeNumberField("unreadable", report.unreadable());
          });
    }
    if (!report.pending().isEmpty()) {
      throw CliException.failed(
          "replay_incomplete",
          Count.of(report.pending().size(), "entry has", "entries have")
              + " no place in the log and stay in "
              + cli.store().audit().spool().file()
              + "; 'audit verify' says what is missing before them");
    }
    return ExitCode.OK;
  }

  private static void ids(JsonGenerator json, String name, List<AuditEntry> entries)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (AuditEntry entry : entries) {
      json.writeNumber(entry.id());
    }
    json.writeEndArray();
  }
}
