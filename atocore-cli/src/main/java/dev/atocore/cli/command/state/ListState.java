package dev.atocore.cli.command.state;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class ListState extends CliCommand {
  private final Value<String> project = optionalArgument("PROJECT", "Only this project.");

  ListState() {
    examples("state list", "state list atlas -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, StateView.ROWS, cli.store().state().list(project.get()));
    return ExitCode.OK;
  }
}
