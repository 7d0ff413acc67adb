package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditAction;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.Json;
import dev.atocore.cli.out.OutputFormat;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.bulk.BulkOutcome;
import dev.atocore.core.bulk.BulkReport;
import dev.atocore.core.error.AtoCoreException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Prints what a sweep over the candidates does, memory by memory, while it does it. */
final class SweepOutput {
  private final Cli cli;
  private final boolean dryRun;

  SweepOutput(Cli cli, boolean dryRun) throws IOException {
    this.cli = cli;
    this.dryRun = dryRun;
    if (cli.format() == OutputFormat.JSON) {
      cli.json().writeStartObject();
      cli.json().writeBooleanField("dry_run", dryRun);
      cli.json().writeArrayFieldStart("results");
    }
  }

  void each(BulkOutcome outcome) {
    try {
      AtoCoreException error = outcome.error();
      AuditAction action = outcome.action();
      String word = error != null || action == null ? "skipped" : action.verb();
      if (cli.forPeople()) {
        text(outcome, word);
        return;
      }
      JsonGenerator json = cli.json();
      json.writeStartObject();
      json.writeStringField("id", outcome.memory().id());
      json.writeStringField("outcome", word);
      json.writeFieldName("memory");
      MemoryView.ROWS.json(json, outcome.memory());
      Json.writeError(
          json, error == null ? null : error.code(), error == null ? null : error.getMessage());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int end(BulkReport report) throws IOException {
    switch (cli.format()) {
      case TEXT, CSV -> {
        if (!cli.idsOnly()) {
          cli.out()
              .line(
                  Count.of(report.examined(), "candidate qualifies: ", "candidates qualify: ")
                      + report.changed()
                      + (dryRun ? " would change, " : " changed, ")
                      + report.skipped()
                      + " skipped");
        }
      }
      case NDJSON -> {
        if (report.examined() > 0) {
          cli.endJson();
        }
      }
      case JSON -> {
        JsonGenerator json = cli.json();
        json.writeEndArray();
        json.writeNumberField("examined", report.examined());
        json.writeNumberField("changed", report.changed());
        json.writeNumberField("skipped", report.skipped());
        json.writeEndObject();
        cli.endJson();
      }
    }
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
