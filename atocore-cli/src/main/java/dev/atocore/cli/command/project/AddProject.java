package dev.atocore.cli.command.project;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.state.Project;
import java.io.IOException;

final class AddProject extends CliCommand {
  private final Value<String> id = argument("ID", "What memories call it.");
  private final Value<String> name = text("--name", "TEXT", "What people call it.");

  AddProject() {
    describe(
        "One that is there stays, and takes the new name. Memories and sources register their project on first use.");
    examples("project add atlas --name 'Atlas rewrite'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Project project = cli.storeOrNew().projects().add(id.required(), name.get());
    if (!cli.forPeople()) {
      ProjectView.ROWS.json(cli.json(), project);
      cli.endJson();
    } else {
      cli.out().line((cli.idsOnly() ? "" : "project ") + TerminalText.oneLine(project.id()));
    }
    return ExitCode.OK;
  }
}
