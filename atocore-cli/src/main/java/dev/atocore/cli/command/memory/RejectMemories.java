package dev.atocore.cli.command.memory;

import dev.atocore.core.model.EachChange;

final class RejectMemories extends ChangeMemories {
  RejectMemories() {
    examples(
        "memory reject 0198c0de-… --note 'hearsay'",
        "memory list --status candidate -q | atocore memory reject -");
  }

  @Override
  EachChange what() {
    return new EachChange.Reject();
  }
}
