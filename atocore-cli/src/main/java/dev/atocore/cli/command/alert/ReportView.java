package dev.atocore.cli.command.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.text.Times;
import java.io.IOException;

/** What became of an alert, sink by sink. */
final class ReportView {
  private static final int OUTCOME_COLUMNS = 9;

  private ReportView() {}

  /** Prints it, and gives the exit code. */
  static int print(Cli cli, AlertReport report) throws IOException {
    if (cli.idsOnly()) {
      cli.out().line(report.alert().id());
    } else if (cli.forPeople()) {
      for (AlertReport.Outcome sink : report.sinks()) {
        line(cli, sink.sinkId(), sink.result());
      }
    } else {
      cli.printObject(
          json -> {
            json.writeStringField("id", report.alert().id());
            json.writeStringField("ts", Times.format(report.alert().ts()));
            json.writeStringField("severity", report.alert().severity().text());
            json.writeStringField("status", report.alert().status().text());
            json.writeArrayFieldStart("sinks");
            for (AlertReport.Outcome sink : report.sinks()) {
              json.writeStartObject();
              write(json, sink.sinkId(), sink.result());
              json.writeEndObject();
            }
            json.writeEndArray();
          });
    }
    if (report.allFailed()) {
      throw CliException.failed(
          "alert_undelivered", "no sink took the alert; each one's reason stands above");
    }
    return ExitCode.OK;
  }

  /** One sink's line for people. */
  static void line(Cli cli, String sink, SinkResult result) {
    StringBuilder word = new StringBuilder(result.outcome());
    while (word.length() < OUTCOME_COLUMNS) {
      word.append(' ');
    }
    String text = word.toString();
    String painted =
        result.is(SinkResult.Kind.DELIVERED)
            ? cli.ansi().green(text)
            : result.is(SinkResult.Kind.SKIPPED)
                ? cli.ansi().faint(text)
                : result.is(SinkResult.Kind.KEPT) ? cli.ansi().yellow(text) : cli.ansi().red(text);
    cli.out()
        .line(
            painted
                + "  "
                + TerminalText.oneLine(sink)
                + (result.reason().isEmpty() ? "" : ": " + TerminalText.oneLine(result.reason())));
  }

  /** One sink's fields. */
  static void write(JsonGenerator json, String sink, SinkResult result) throws IOException {
    json.writeStringField("sink", sink);
    json.writeStringField("outcome", result.outcome());
    json.writeStringField("detail", result.reason().isEmpty() ? null : result.reason());
  }
}
