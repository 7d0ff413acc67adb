package dev.atocore.cli.command.project;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import java.io.IOException;

final class ListProjects extends CliCommand {
  ListProjects() {
    examples("project list", "project list -q");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, ProjectView.ROWS, cli.store().projects().list());
    return ExitCode.OK;
  }
}
