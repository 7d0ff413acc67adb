package dev.atocore.cli.command.source;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class ListSources extends CliCommand {
  private final Value<String> project = text("--project", "ID", "Only this project.");

  ListSources() {
    examples("source list", "source list --project atlas -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, DocumentView.ROWS, cli.store().sources().list(project.get()));
    return ExitCode.OK;
  }
}
