package dev.atocore.cli.project;

import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import java.io.IOException;

final class ListProjects extends CliCommand {
  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, ProjectView.ROWS, cli.store().projects().list());
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
    return new String[] {"project list", "project list -q"};
  }
}
