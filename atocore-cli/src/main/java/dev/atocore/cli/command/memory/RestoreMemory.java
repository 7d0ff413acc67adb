package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class RestoreMemory extends ChangeOneMemory {
  RestoreMemory() {
    describe(
        "For a memory whose row another program deleted: the log still knows it, and its row comes back as a new version.");
    examples("memory restore 0198c0de-… --note 'deleted by the clean-up script'");
  }

  @Override
  Mutation change(Cli cli, String memory, Change change) {
    return cli.store().memories().restore(memory, change);
  }
}
