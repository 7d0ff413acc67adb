package dev.atocore.cli.memory;

import dev.atocore.cli.Cli;
import dev.atocore.cli.Value;
import dev.atocore.core.Change;
import dev.atocore.core.Memories;
import dev.atocore.core.Mutation;

final class RevertMemory extends ChangeOneMemory {
  private final Value<Long> toVersion =
      requiredNumber("--to-version", "N", "Required: the version to go back to.");

  @Override
  Mutation change(Cli cli, Memories memories, String memory, Change change) {
    return memories.revert(memory, toVersion.required(), change);
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Writes a new version with what the old one said; history stays. The one way back from superseded and invalid."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {"memory revert 0198c0de-… --to-version 2 --note 'rejected by mistake'"};
  }
}
