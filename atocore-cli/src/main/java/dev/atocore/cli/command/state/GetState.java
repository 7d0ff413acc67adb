package dev.atocore.cli.command.state;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.state.StateValue;
import java.io.IOException;
import java.util.Optional;

final class GetState extends CliCommand {
  private final Value<String> project = argument("PROJECT", "The project.");
  private final Value<String> category =
      argument("CATEGORY", "What kind of value, such as status.");
  private final Value<String> key = argument("KEY", "Its name.");

  GetState() {
    describe(
        "Text output is the value alone; json has project, category, key, value and updated_at.");
    examples(
        "state get atocore status integrity_check_result",
        "state get atocore alert last_warning -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Optional<StateValue> found =
        cli.store().state().get(project.required(), category.required(), key.required());
    if (found.isEmpty()) {
      throw CliException.failed(
          "not_found",
          "there is no value "
              + project.required()
              + "/"
              + category.required()
              + "/"
              + key.required()
              + "; 'atocore state list' shows those there are");
    }
    if (cli.forPeople()) {
      cli.out().line(TerminalText.lines(found.get().value()));
    } else {
      StateView.ROWS.json(cli.json(), found.get());
      cli.endJson();
    }
    return ExitCode.OK;
  }
}
