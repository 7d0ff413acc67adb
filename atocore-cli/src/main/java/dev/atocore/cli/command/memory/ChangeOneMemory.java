package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;
import java.io.IOException;

/** A change to one memory, whose result is that memory. */
abstract class ChangeOneMemory extends CliCommand {
  private final Value<String> id = argument("ID", "The memory.");
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory is at that version.");
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  /** Makes the change; what the command line asks for is looked at before the store is. */
  abstract Mutation change(Cli cli, String memory, Change change) throws IOException;

  @Override
  protected final int run(Cli cli) throws IOException {
    Change change = adjust(cli.change(note).ifVersion(ifVersion.get()));
    MutationText.print(cli, change(cli, id.required(), change));
    return ExitCode.OK;
  }

  /** Adds what the command's own options say. */
  Change adjust(Change change) {
    return change;
  }
}
