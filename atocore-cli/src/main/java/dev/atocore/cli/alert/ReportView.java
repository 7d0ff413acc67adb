package dev.atocore.cli.alert;

import dev.atocore.alerts.AlertReport;
import dev.atocore.alerts.SinkResult;
import dev.atocore.cli.Cli;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.TerminalText;
import java.io.IOException;
import java.util.Locale;

/** What became of an alert, sink by sink. */
final class ReportView {
  private ReportView() {}

  /** Prints it, and gives the exit code. */
  static int print(Cli cli, AlertReport report) throws IOException {
    if (cli.idsOnly()) {
      cli.out().line(report.alert().id());
    } else if (cli.forPeople()) {
      for (SinkResult result : report.results()) {
        String detail = result.detail();
        cli.out()
            .line(
                word(result, cli)
                    + "  "
                    + TerminalText.oneLine(result.sink())
                    + (detail == null ? "" : ": " + TerminalText.oneLine(detail)));
      }
    } else {
      cli.printObject(
          json -> {
            json.writeStringField("id", report.alert().id());
            json.writeStringField("ts", report.alert().timestamp());
            json.writeStringField("severity", report.alert().severity().word());
            json.writeStringField("status", report.alert().resolved() ? "resolved" : "firing");
            json.writeArrayFieldStart("sinks");
            for (SinkResult result : report.results()) {
              json.writeStartObject();
              json.writeStringField("sink", result.sink());
              json.writeStringField("outcome", word(result));
              json.writeStringField("detail", result.detail());
              json.writeEndObject();
            }
            json.writeEndArray();
          });
    }
    return report.allFailed() ? ExitCode.FAILED : ExitCode.OK;
  }

  private static String word(SinkResult result, Cli cli) {
    return switch (result.outcome()) {
      case DELIVERED -> cli.ansi().green(word(result));
      case SKIPPED -> cli.ansi().faint(word(result)) + "  ";
      case FAILED -> cli.ansi().red(word(result)) + "   ";
    };
  }

  private static String word(SinkResult result) {
    return result.outcome().name().toLowerCase(Locale.ROOT);
  }
}
