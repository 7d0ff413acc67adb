package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.show.ChangeText;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.bulk.UndoOutcome;
import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.Image;
import dev.atocore.core.model.Change;
import dev.atocore.core.text.Times;
import java.io.IOException;

/**
 * Prints what taking back an actor's changes does, memory by memory, while it does it. People are
 * told of the first few of each kind, unless they want them all: an actor may have touched very
 * many.
 */
final class UndoOutput {
  /** Of each kind. */
  static final int TOLD = 20;

  private final Cli cli;
  private final UndoRequest request;
  private final Change change;
  private final boolean dryRun;
  private final Results results;
  private long undone;
  private long conflicts;
  private long failed;
  private long untold;

  UndoOutput(Cli cli, UndoRequest request, Change change, boolean dryRun) throws IOException {
    this.cli = cli;
    this.request = request;
    this.change = change;
    this.dryRun = dryRun;
    this.results =
        Results.begin(
            cli,
            "results",
            json -> {
              json.writeBooleanField("dry_run", dryRun);
              json.writeStringField("actor", request.actor());
              json.writeStringField("since", Times.format(request.since()));
              json.writeStringField(
                  "until", request.until() == null ? null : Times.format(request.until()));
              json.writeStringField("request_id", change.requestId());
            });
  }

  void each(UndoOutcome outcome) {
    if (cli.forPeople()) {
      if (cli.idsOnly() || isTold(outcome)) {
        text(outcome);
      }
    } else {
      results.each(json -> json(json, outcome));
    }
  }

  private boolean isTold(UndoOutcome outcome) {
    long number;
    if (outcome instanceof UndoOutcome.Undone) {
      number = ++undone;
    } else if (outcome instanceof UndoOutcome.Conflict) {
      number = ++conflicts;
    } else if (outcome instanceof UndoOutcome.Failed) {
      number = ++failed;
    } else {
      return false;
    }
    if (number <= TOLD || cli.verbose()) {
      return true;
    }
    untold++;
    return false;
  }

  void end(UndoReport report) throws IOException {
    if (cli.forPeople() && !cli.idsOnly()) {
      if (untold > 0) {
        cli.out().line("… and " + untold + " more; -v tells of each");
      }
      cli.out().line(summary(report));
    }
    results.end(
        json -> {
          json.writeNumberField("examined", report.examined());
          json.writeNumberField("undone", report.undone());
          json.writeNumberField("unchanged", report.unchanged());
          json.writeNumberField("conflicts", report.conflicts());
          json.writeNumberField("failed", report.failed());
        });
  }

  private String summary(UndoReport report) {
    return TerminalText.oneLine(request.actor())
        + " touched "
        + Count.of(report.examined(), "memory", "memories")
        + ": "
        + report.undone()
        + (dryRun ? " would be taken back, " : " taken back, ")
        + report.unchanged()
        + " as before already, "
        + report.conflicts()
        + " in conflict, "
        + report.failed()
        + " failed"
        + (dryRun || report.undone() == 0 ? "" : " (request " + change.requestId() + ")");
  }

  private void text(UndoOutcome outcome) {
    String id = TerminalText.oneLine(outcome.memoryId());
    if (outcome instanceof UndoOutcome.Undone undone) {
      if (cli.idsOnly()) {
        cli.out().line(id);
        return;
      }
      AuditEntry first = undone.first();
      cli.out()
          .line(
              cli.ansi().strong((dryRun ? "would be " : "") + undone.action().verb() + " " + id)
                  + "  "
                  + (first.version() == 1 ? "made" : TerminalText.oneLine(first.action()))
                  + " by "
                  + TerminalText.oneLine(first.actor())
                  + " at "
                  + TerminalText.oneLine(first.timestamp())
                  + (first.version() == 1 ? "" : ", back to version " + (first.version() - 1)));
      ChangeText.overview(cli).print(Image.of(undone.before()), Image.of(undone.after()));
    } else if (outcome instanceof UndoOutcome.Conflict conflict) {
      if (!cli.idsOnly()) {
        cli.out().line(cli.ansi().yellow(TerminalText.oneLine(conflict(conflict))));
      }
    } else if (outcome instanceof UndoOutcome.Failed failed) {
      cli.problem(failed.error().code(), String.valueOf(failed.error().getMessage()));
    }
  }

  private static String conflict(UndoOutcome.Conflict conflict) {
    AuditEntry later = conflict.later();
    return "conflict "
        + conflict.memoryId()
        + ": "
        + later.action()
        + " since by "
        + later.actor()
        + " (version "
        + later.version()
        + ", #"
        + later.id()
        + "); left alone, --force takes it back all the same";
  }

  private static void json(JsonGenerator json, UndoOutcome outcome) throws IOException {
    String id = outcome.memoryId();
    if (outcome instanceof UndoOutcome.Undone undone) {
      MemoryView.writeOutcome(json, id, undone.action().verb(), undone.after(), null, null);
      json.writeNumberField("first_entry_id", undone.first().id());
      FieldChange.write(
          json,
          "changes",
          FieldChange.between(Image.of(undone.before()), Image.of(undone.after())));
    } else if (outcome instanceof UndoOutcome.Unchanged unchanged) {
      MemoryView.writeOutcome(json, id, "unchanged", unchanged.memory(), null, null);
    } else if (outcome instanceof UndoOutcome.Conflict conflict) {
      MemoryView.writeOutcome(
          json, id, "conflict", conflict.memory(), "conflict", conflict(conflict));
      json.writeNumberField("later_entry_id", conflict.later().id());
    } else if (outcome instanceof UndoOutcome.Failed failed) {
      AtoCoreException error = failed.error();
      MemoryView.writeOutcome(
          json, id, "error", null, error.code(), String.valueOf(error.getMessage()));
    }
  }
}
