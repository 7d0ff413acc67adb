package dev.atocore.cli.command.alert;

import dev.atocore.alerts.Alerts;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class RetryAlerts extends CliCommand {
  private final Value<String> alert =
      optionalArgument("ALERT_ID", "Only this alert; without it, all.");

  RetryAlerts() {
    describe(
        "Tries again at once, those that were given up too: after a wrong webhook was mended,"
            + " say.");
    examples("alert retry", "alert retry 5f0c…");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Alerts alerts = cli.alerts();
    return FlushAlerts.print(
        cli, alert.isGiven() ? alerts.retry(alert.required()) : alerts.retryAll(), false);
  }
}
