package dev.atocore.cli.command.memory;

import dev.atocore.core.Memories;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class RejectMemories extends ChangeMemories {
  RejectMemories() {
    examples(
        "memory reject 0198c0de-… --note 'hearsay'",
        "memory list --status candidate -q | atocore memory reject -");
  }

  @Override
  Mutation change(Memories memories, String id, Change change) {
    return memories.reject(id, change);
  }
}
