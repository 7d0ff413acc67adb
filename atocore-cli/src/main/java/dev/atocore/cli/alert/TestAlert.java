package dev.atocore.cli.alert;

import dev.atocore.alerts.AlertReport;
import dev.atocore.alerts.Severity;
import dev.atocore.alerts.SinkResult;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import java.io.IOException;
import java.util.Map;

final class TestAlert extends CliCommand {
  @Override
  protected int run(Cli cli) throws IOException {
    AlertReport report =
        cli.alerts()
            .emit(
                Severity.INFO,
                "AtoCore test alert",
                "If you can read this, this sink works.",
                Map.of("actor", cli.actor()));
    ReportView.print(cli, report);
    for (SinkResult result : report.results()) {
      if (result.outcome() == SinkResult.Outcome.FAILED) {
        throw CliException.failed(
            "alert_undelivered", "the sink " + result.sink() + " failed: " + result.detail());
      }
    }
    return ExitCode.OK;
  }

  @Override
  protected String[] description() {
    return new String[] {"One info alert. Unlike 'alert emit', it fails if any sink failed."};
  }

  @Override
  protected String[] examples() {
    return new String[] {"alert test"};
  }
}
