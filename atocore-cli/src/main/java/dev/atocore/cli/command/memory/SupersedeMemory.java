package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class SupersedeMemory extends ChangeOneMemory {
  private final Value<String> by =
      requiredText("--by", "NEW_ID", "Required: the memory that replaces it.");

  SupersedeMemory() {
    describe("The memory becomes superseded and names its successor.");
    examples("memory supersede 0198c0de-… --by 0198c0df-… --note 'moved to Zurich'");
  }

  @Override
  Mutation change(Cli cli, String memory, Change change) {
    return cli.store().memories().supersede(memory, by.required(), change);
  }
}
