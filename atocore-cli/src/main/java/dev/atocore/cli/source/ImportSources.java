package dev.atocore.cli.source;

import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.Count;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.Value;
import dev.atocore.core.SourceImportReport;
import dev.atocore.core.SourceImportReport.LineError;
import java.io.IOException;
import java.io.InputStream;

final class ImportSources extends CliCommand {
  private final Value<String> file =
      argument("FILE|-", "NDJSON of documents and chunks; - reads stdin.");

  @Override
  protected int run(Cli cli) throws IOException {
    SourceImportReport report;
    try (InputStream in = cli.input(file.required())) {
      report = cli.storeOrNew().sources().importNdjson(in);
    }
    print(cli, report);
    if (!report.errors().isEmpty()) {
      throw CliException.failed(
          "import_failed",
          "refused "
              + report.errors().size()
              + " of "
              + Count.of(report.lines(), "line")
              + "; the others were imported");
    }
    return ExitCode.OK;
  }

  private static void print(Cli cli, SourceImportReport report) throws IOException {
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeNumberField("lines", report.lines());
            json.writeNumberField("documents", report.documents());
            json.writeNumberField("chunks", report.chunks());
            json.writeNumberField("unchanged", report.unchanged());
            json.writeNumberField("failed", report.errors().size());
            json.writeArrayFieldStart("errors");
            for (LineError error : report.errors()) {
              json.writeStartObject();
              json.writeNumberField("line", error.line());
              json.writeStringField("message", error.message());
              json.writeEndObject();
            }
            json.writeEndArray();
          });
      return;
    }
    for (LineError error : report.errors()) {
      cli.problem("invalid_line", "line " + error.line() + ": " + error.message());
    }
    if (!cli.idsOnly()) {
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
                  + report.errors().size()
                  + " refused");
    }
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Lines are {\"kind\":\"document\",\"id\",\"project\",\"title\",\"uri\"} and"
          + " {\"kind\":\"chunk\",\"id\",\"document_id\",\"ordinal\",\"content\"}. A bad line is reported with its"
          + " number and does not stop the rest. Makes the store when it is missing."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"source import sources.ndjson", "fetch-notes | atocore source import -"};
  }
}
