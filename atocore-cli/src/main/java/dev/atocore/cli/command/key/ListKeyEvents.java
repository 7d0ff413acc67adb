package dev.atocore.cli.command.key;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import java.io.IOException;

final class ListKeyEvents extends CliCommand {
  ListKeyEvents() {
    describe("What was done with keys, by whom and when, oldest first.");
    examples("key events", "key events -o ndjson");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, new KeyEventView(), cli.store().keys().ring().events());
    return ExitCode.OK;
  }
}
