package dev.atocore.cli.command.memory;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.error.AtoCoreException;
import java.io.IOException;

/** Prints what a sweep over the candidates does, memory by memory, while it does it. */
final class SweepOutput {
  private final Cli cli;
  private final boolean dryRun;
  private final Results results;

  SweepOutput(Cli cli, boolean dryRun) throws IOException {
    this.cli = cli;
    this.dryRun = dryRun;
    this.results = Results.begin(cli, "results", json -> json.writeBooleanField("dry_run", dryRun));
  }

  void each(BulkOutcome outcome) {
    AtoCoreException error = outcome.error();
    AuditAction action = outcome.action();
    String word = error != null || action == null ? "skipped" : action.verb();
    if (cli.forPeople()) {
      text(outcome, word);
      return;
    }
    results.each(
        json ->
            MemoryView.writeOutcome(
                json,
                outcome.memory().id(),
                word,
                outcome.memory(),
                error == null ? null : error.code(),
                error == null ? null : error.getMessage()));
  }

  int end(BulkReport report) throws IOException {
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out()
          .line(
              Count.of(report.examined(), "candidate qualifies: ", "candidates qualify: ")
                  + report.changed()
                  + (dryRun ? " would change, " : " changed, ")
                  + report.skipped()
                  + " skipped");
    }
    results.end(
        json -> {
          json.writeNumberField("examined", report.examined());
          json.writeNumberField("changed", report.changed());
          json.writeNumberField("skipped", report.skipped());
        });
    return ExitCode.OK;
  }

  private void text(BulkOutcome outcome, String word) {
    AtoCoreException error = outcome.error();
    if (error != null) {
      cli.note("skipped " + outcome.memory().id() + ": " + error.getMessage());
    } else if (cli.idsOnly()) {
      cli.out().line(outcome.memory().id());
    } else {
      cli.out().line((dryRun ? "would be " : "") + word + " " + outcome.memory().id());
    }
  }
}
