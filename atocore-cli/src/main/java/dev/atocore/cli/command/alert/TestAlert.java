package dev.atocore.cli.command.alert;

import dev.atocore.alerts.sink.AlertReport;
import dev.atocore.alerts.sink.SinkResult;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import java.io.IOException;

final class TestAlert extends CliCommand {
  TestAlert() {
    describe(
        "One info alert through every sink, whatever its lowest severity, with a verdict a sink. Nothing is kept for later, and"
            + " unlike 'alert emit' it fails if any sink failed.");
    examples("alert test", "alert test -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    AlertReport report = cli.alerts().test();
    ReportView.print(cli, report);
    for (AlertReport.Outcome sink : report.sinks()) {
      if (sink.result().is(SinkResult.Kind.FAILED)) {
        throw CliException.failed(
            "alert_undelivered",
            "the sink " + sink.sinkId() + " failed: " + sink.result().reason());
      }
    }
    return ExitCode.OK;
  }
}
