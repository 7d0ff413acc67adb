package dev.atocore.cli.alert;

import dev.atocore.alerts.FlushReport;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import java.io.IOException;

final class FlushAlerts extends CliCommand {
  @Override
  protected int run(Cli cli) throws IOException {
    print(cli, cli.alerts().flush());
    return ExitCode.OK;
  }

  static void print(Cli cli, FlushReport report) throws IOException {
    if (!cli.forPeople()) {
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
      return;
    }
    for (FlushReport.Line line : report.tried()) {
      ReportView.line(cli, line.sinkId(), line.result());
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

  @Override
  protected String[] description() {
    return new String[] {
      "Tries again what a webhook did not take. What a receiver asked to wait for still waits; 'alert list-undelivered' shows it."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"alert flush", "alert flush -o json"};
  }
}
