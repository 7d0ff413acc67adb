package dev.atocore.cli.command.source;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.source.SourceImportReport;
import dev.atocore.core.source.SourceImportReport.LineError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

final class ImportSources extends CliCommand {
  private final Value<String> file =
      argument("FILE|-", "NDJSON of documents and chunks; - reads stdin.");

  ImportSources() {
    describe(
        "Lines are {\"kind\":\"document\",\"id\",\"project\",\"title\",\"uri\"} and"
            + " {\"kind\":\"chunk\",\"id\",\"document_id\",\"ordinal\",\"content\"}. A bad line is reported with its"
            + " number and does not stop the rest. Makes the store when it is missing.");
    examples("source import sources.ndjson", "fetch-notes | atocore source import -");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    SourceImportReport report;
    try (InputStream in = cli.input(file.required())) {
      MemoryStore store = cli.storeOrNew();
      if (!cli.forPeople()) {
        cli.json().writeStartObject();
        cli.json().writeArrayFieldStart("errors");
      }
      report = store.sources().importNdjson(in, error -> print(cli, error));
    }
    print(cli, report);
    if (report.failed() > 0) {
      throw CliException.refusedLines(report.failed(), report.lines(), false);
    }
    return ExitCode.OK;
  }

  private static void print(Cli cli, LineError error) {
    if (cli.forPeople()) {
      cli.problem("invalid_line", "line " + error.line() + ": " + error.message());
      return;
    }
    try {
      JsonGenerator json = cli.json();
      json.writeStartObject();
      json.writeNumberField("line", error.line());
      json.writeStringField("message", error.message());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Cli cli, SourceImportReport report) throws IOException {
    if (!cli.forPeople()) {
      JsonGenerator json = cli.json();
      json.writeEndArray();
      json.writeNumberField("lines", report.lines());
      json.writeNumberField("documents", report.documents());
      json.writeNumberField("chunks", report.chunks());
      json.writeNumberField("unchanged", report.unchanged());
      json.writeNumberField("failed", report.failed());
      json.writeEndObject();
      cli.endJson();
    } else if (!cli.idsOnly()) {
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
                  + " refused");
    }
  }
}
