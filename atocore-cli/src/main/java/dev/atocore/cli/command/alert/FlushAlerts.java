package dev.atocore.cli.command.alert;

import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.sink.FlushReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import java.io.IOException;

final class FlushAlerts extends CliCommand {
  FlushAlerts() {
    describe(
        "Tries again what a webhook did not take. What a receiver asked to wait for still waits;"
            + " 'alert list-undelivered' shows it.");
    examples("alert flush", "alert flush -o json");
    exits(
        "0:All that was tried is delivered, or there was nothing to try; with -q also when what was"
            + " not delivered is tried again.",
        "1:Something was tried and not delivered; with -q only when it was given up.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    try {
      return print(cli, cli.alerts().flush(), cli.idsOnly());
    } catch (AlertsException e) {
      if (cli.idsOnly() && e.code().equals("flush_running")) {
        return ExitCode.OK;
      }
      throw e;
    }
  }

  /**
   * Prints it, and gives the exit code.
   *
   * @param patient whether what is kept to be tried again is no failure
   */
  static int print(Cli cli, FlushReport report, boolean patient) throws IOException {
    if (cli.idsOnly()) {
      for (FlushReport.Line line : report.tried()) {
        if (line.result().is(SinkResult.Kind.DELIVERED)) {
          cli.out().line(line.alertId());
        }
      }
    } else if (cli.forPeople()) {
      forPeople(cli, report);
    } else {
      cli.printObject(
          json -> {
            json.writeArrayFieldStart("tried");
            for (FlushReport.Line line : report.tried()) {
              json.writeStartObject();
              json.writeStringField("id", line.alertId());
              ReportView.write(json, line.sinkId(), line.result());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("delivered", report.delivered());
            json.writeNumberField("waiting", report.waiting());
            json.writeNumberField("dead", report.dead());
          });
    }
    int failed = 0;
    for (FlushReport.Line line : report.tried()) {
      boolean fine =
          line.result().is(SinkResult.Kind.DELIVERED)
              || line.result().is(SinkResult.Kind.SKIPPED)
              || (patient && line.result().is(SinkResult.Kind.KEPT));
      failed += fine ? 0 : 1;
    }
    if (failed > 0) {
      throw CliException.failed(
          "alert_undelivered",
          Count.of(failed, "alert was", "alerts were")
              + " not delivered; 'alert list-undelivered' shows what is kept");
    }
    return ExitCode.OK;
  }

  private static void forPeople(Cli cli, FlushReport report) {
    for (FlushReport.Line line : report.tried()) {
      ReportView.line(cli, line.alertId() + " to " + line.sinkId(), line.result());
    }
    cli.out()
        .line(
            report.delivered()
                + " delivered, "
                + report.waiting()
                + " waiting, "
                + report.dead()
                + " dead");
  }
}
