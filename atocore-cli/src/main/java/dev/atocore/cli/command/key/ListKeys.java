package dev.atocore.cli.command.key;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.core.key.KeyRing;
import java.io.IOException;

final class ListKeys extends CliCommand {
  ListKeys() {
    describe("All keys there ever were, with what they are worth now. Never a token.");
    examples("key list", "key list -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    KeyRing ring = cli.store().keys().ring();
    ring.problems().forEach(problem -> cli.note(problem + ": no key lets anybody in"));
    RowOutput.all(cli, new KeyView(cli.now()), ring.keys());
    return ExitCode.OK;
  }
}
