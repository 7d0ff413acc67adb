package dev.atocore.cli.command.key;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;

final class RotateKey extends CliCommand {
  private final Value<String> name = argument("NAME", "Whose key.");
  private final Value<String> expires =
      text("--expires", "AGE|TIME", "When it ends from now on. Default: as it was.");

  RotateKey() {
    describe(
        "Gives a key another token and prints it once. The token before lets nobody in any more.");
    examples("key rotate anna", "key rotate anna --expires 90d -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Instant end = expires.isGiven() ? Times.parseAhead(expires.required(), cli.now()) : null;
    KeyView.printToken(cli, cli.store().keys().rotate(name.required(), end, cli.change()));
    return ExitCode.OK;
  }
}
