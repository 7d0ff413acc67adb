package dev.atocore.cli.command.state;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.state.StateValue;
import java.io.IOException;

final class SetState extends CliCommand {
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final Value<String> project = argument("PROJECT", "The project; it must be registered.");
  private final Value<String> category = argument("CATEGORY", "What kind of value.");
  private final Value<String> key = argument("KEY", "Its name.");
  private final Value<String> value = argument("VALUE|-", "JSON; - reads stdin.");

  SetState() {
    describe("A text needs its quotes. Makes the store when it is missing.");
    examples(
        "state set atlas config owner '\"ada\"'", "state set atlas config limits - <limits.json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String json = cli.input().text(value.required(), "the value", MAX_BYTES);
    StateValue set =
        cli.storeOrNew().state().set(project.required(), category.required(), key.required(), json);
    if (!cli.forPeople()) {
      StateView.ROWS.json(cli.json(), set);
      cli.endJson();
    } else if (!cli.idsOnly()) {
      cli.out().line("set " + StateView.ROWS.id(set));
    }
    return ExitCode.OK;
  }
}
