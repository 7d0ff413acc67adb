package dev.atocore.cli.command.alert;

import dev.atocore.alerts.Alerts;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class RetryAlerts extends CliCommand {
  private final Value<String> alert =
      optionalArgument("ALERT_ID", "Only this alert; without it, all.");

  private final Value<String> from =
      text("--from", "SINK", "Only what this sink did not take, configured still or not.");
  private final Value<String> to = text("--to", "SINK", "With --from: send it on to this sink.");
  private final Value<Boolean> drop = flag("--drop", "With --from: forget it.");

  RetryAlerts() {
    describe(
        "Tries again at once, those that were given up too: after a wrong webhook was mended, say."
            + " What waits for a sink that is not configured any more ('alert sinks' lists it as"
            + " gone) is sent on with --from and --to, or dropped.");
    examples(
        "alert retry",
        "alert retry 5f0c…",
        "alert retry --from slack-9d6d9b13 --to ops",
        "alert retry --from slack-9d6d9b13 --drop");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Alerts alerts = cli.alerts();
    boolean dropped = drop.or(false);
    if (!from.isGiven() && !to.isGiven() && !dropped) {
      return FlushAlerts.print(
          cli, alert.isGiven() ? alerts.retry(alert.required()) : alerts.retryAll(), false);
    }
    if (alert.isGiven() || !from.isGiven() || to.isGiven() == dropped) {
      throw CliException.invalid("--from SINK goes with either --to SINK or --drop, and no ID");
    }
    if (to.isGiven()) {
      return FlushAlerts.print(cli, alerts.sendOn(from.required(), to.required()), false);
    }
    int count = alerts.drop(from.required());
    if (cli.forPeople()) {
      cli.out().line(Count.of(count, "alert", "alerts") + " dropped");
    } else if (!cli.idsOnly()) {
      cli.printObject(json -> json.writeNumberField("dropped", count));
    }
    return ExitCode.OK;
  }
}
