package dev.atocore.cli.command.state;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
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
    var values = cli.store().state().list(project.get());
    RowOutput.all(cli, StateView.ROWS, values);
    ProjectHint.give(cli, project.get(), values.isEmpty());
    return ExitCode.OK;
  }
}
