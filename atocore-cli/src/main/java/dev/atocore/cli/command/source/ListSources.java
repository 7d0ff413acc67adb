package dev.atocore.cli.command.source;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
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
    var documents = cli.store().sources().list(project.get());
    RowOutput.all(cli, DocumentView.ROWS, documents);
    ProjectHint.give(cli, project.get(), documents.isEmpty());
    return ExitCode.OK;
  }
}
