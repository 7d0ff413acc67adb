package dev.atocore.cli.command.alert;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class ResolveAlert extends CliCommand {
  private final Value<String> key =
      requiredText("--key", "FINGERPRINT", "Required: the key the alert was sent with.");

  ResolveAlert() {
    describe("Tells every sink that the condition is over.");
    examples("alert resolve --key backup", "alert resolve --key batch-extract/B -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    return ReportView.print(cli, cli.alerts().resolve(key.required()));
  }
}
