package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Results;
import dev.atocore.cli.run.Value;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.refusal.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class RemoveRefusals extends CliCommand {
  private final Value<List<String>> ids =
      arguments("ID...", "The refusals, by the numbers of 'memory refusals'.", true);
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  RemoveRefusals() {
    describe(
        "The same may be said again. The refusal stays on record as lifted: by whom, when and why"
            + " ('memory refusals --all').");
    examples("memory refusals remove 12 --note 'it was right after all'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (String id : ids.required()) {
      try {
        numbers.add(Long.parseLong(id));
      } catch (NumberFormatException e) {
        throw CliException.invalid(
            "\"" + id + "\" is no number of a refusal; 'atocore memory refusals' lists them");
      }
    }
    Refusals refusals = cli.store().refusals();
    Results results = Results.begin(cli, "lifted");
    int exit = ExitCode.OK;
    for (long id : numbers) {
      try {
        String memory = refusals.lift(id, cli.change(note)).memoryId();
        if (cli.forPeople()) {
          cli.out()
              .line(cli.idsOnly() ? Long.toString(id) : "lifted " + id + " of memory " + memory);
        } else {
          results.each(
              json -> {
                json.writeNumberField("id", id);
                json.writeStringField("memory_id", memory);
              });
        }
      } catch (AtoCoreException e) {
        cli.problem(e.code(), String.valueOf(e.getMessage()));
        exit = ExitCode.FAILED;
      }
    }
    results.end(json -> {});
    return exit;
  }
}
