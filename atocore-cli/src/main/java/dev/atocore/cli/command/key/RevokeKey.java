package dev.atocore.cli.command.key;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.key.Key;
import java.io.IOException;

final class RevokeKey extends CliCommand {
  private final Value<String> name = argument("NAME", "Whose key.");

  RevokeKey() {
    describe("Ends a key for good: within two seconds it lets nobody in any more.");
    examples("key revoke anna");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Key ended = cli.store().keys().revoke(name.required(), cli.change());
    if (!cli.forPeople()) {
      new KeyView(cli.now()).json(cli.json(), ended);
      cli.endJson();
    } else {
      cli.out()
          .line(
              TerminalText.oneLine(
                  cli.idsOnly() ? ended.name() : "key " + ended.name() + " is revoked"));
    }
    return ExitCode.OK;
  }
}
