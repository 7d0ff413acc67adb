package dev.atocore.cli.command.alert;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.sink.AlertLog;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class RecentAlerts extends CliCommand {
  private static final int DEFAULT_LIMIT = 50;

  private final Value<String> severity = text("--severity", "S", "Only info, warning or critical.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");

  RecentAlerts() {
    describe(
        "Reads the alert log (ATOCORE_ALERT_LOG), newest first. Lines that are no alert are passed"
            + " over.");
    examples("alert recent", "alert recent --severity critical --limit 5 -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int most = limit.or(DEFAULT_LIMIT);
    if (most < 1) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    RowOutput<AlertLog.Entry> output = RowOutput.begin(cli, AlertView.ROWS);
    new AlertLog(AlertLog.defaultFile(cli.env())).recent(severity(), most, output::row);
    output.end();
    return ExitCode.OK;
  }

  private @Nullable Severity severity() {
    if (!severity.isGiven()) {
      return null;
    }
    Severity.Parsed known = Severity.parse(severity.required());
    if (known.fellBack()) {
      throw CliException.invalid(
          "unknown severity \"" + severity.required() + "\"; use info, warning or critical");
    }
    return known.severity();
  }
}
