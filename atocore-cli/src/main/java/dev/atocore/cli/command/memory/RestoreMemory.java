package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class RestoreMemory extends ChangeOneMemory {
  @Override
  Mutation change(Cli cli, String memory, Change change) {
    return cli.store().memories().restore(memory, change);
  }

  @Override
  protected String[] description() {
    return new String[] {
      "For a memory whose row another program deleted: the log still knows it, and its row comes back as a new version."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"memory restore 0198c0de-… --note 'deleted by the clean-up script'"};
  }
}
