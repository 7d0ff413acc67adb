package dev.atocore.cli.command.source;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.source.SourceImportReport;
import dev.atocore.core.source.SourceImportReport.LineError;
import java.io.IOException;
import java.io.InputStream;

final class ImportSources extends CliCommand {
  private final Value<String> file =
      argument("FILE|-", "NDJSON of documents and chunks; - reads stdin.");

  ImportSources() {
    describe(
        "Lines are {\"kind\":\"document\",\"id\",\"project\",\"title\",\"uri\"} and"
            + " {\"kind\":\"chunk\",\"id\",\"document_id\",\"ordinal\",\"content\"}. A bad line is"
            + " reported with its number and does not stop the rest. Makes the store when it is"
            + " missing.");
    examples("source import sources.ndjson", "fetch-notes | atocore source import -");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    SourceImportReport report;
    try (InputStream in = cli.input().open(file.required())) {
      MemoryStore store = cli.storeOrNew();
      Results results = Results.beginDocument(cli, "errors");
      report = store.sources().importNdjson(in, error -> print(cli, results, error));
      print(cli, results, report);
    }
    if (report.failed() > 0) {
      throw CliException.refusedLines(report.failed(), report.lines(), false);
    }
    return ExitCode.OK;
  }

  private static void print(Cli cli, Results results, LineError error) {
    if (cli.forPeople()) {
      cli.problem("invalid_line", "line " + error.line() + ": " + error.message());
      return;
    }
    results.each(
        json -> {
          json.writeNumberField("line", error.line());
          json.writeStringField("message", error.message());
        });
  }

  private static void print(Cli cli, Results results, SourceImportReport report)
      throws IOException {
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out()
          .line(
              Count.of(report.lines(), "line")
                  + ": "
                  + Count.of(report.documents(), "document")
                  + ", "
                  + Count.of(report.chunks(), "chunk")
                  + ", "
                  + report.unchanged()
                  + " unchanged, "
                  + report.failed()
                  + " refused"
                  + (report.redacted() == 0
                      ? ""
                      : ", " + report.redacted() + " erased before and [redacted] again"));
    }
    results.end(
        json -> {
          json.writeNumberField("lines", report.lines());
          json.writeNumberField("documents", report.documents());
          json.writeNumberField("chunks", report.chunks());
          json.writeNumberField("unchanged", report.unchanged());
          json.writeNumberField("redacted", report.redacted());
          json.writeNumberField("failed", report.failed());
        });
  }
}
