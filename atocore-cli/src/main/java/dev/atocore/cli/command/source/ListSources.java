package dev.atocore.cli.command.source;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.source.SourceDocument;
import java.io.IOException;

final class ListSources extends CliCommand {
  private final Value<String> project = text("--project", "ID", "Only this project.");

  ListSources() {
    examples("source list", "source list --project atlas -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput<SourceDocument> output = RowOutput.begin(cli, DocumentView.ROWS);
    cli.store().sources().list(project.get(), output::row);
    output.end();
    ProjectHint.give(cli, project.get(), output.isEmpty());
    return ExitCode.OK;
  }
}
