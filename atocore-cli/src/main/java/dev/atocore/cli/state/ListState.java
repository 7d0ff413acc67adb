package dev.atocore.cli.state;

import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import java.io.IOException;

final class ListState extends CliCommand {
  private final Value<String> project = optionalArgument("PROJECT", "Only this project.");

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, StateView.ROWS, cli.store().state().list(project.get()));
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[0];
  }

  @Override
  protected String[] examples() {
    return new String[] {"state list", "state list atlas -o json"};
  }
}
