package dev.atocore.cli.command.memory;

import dev.atocore.core.Memories;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class InvalidateMemories extends ChangeMemories {
  InvalidateMemories() {
    examples(
        "memory invalidate 0198c0de-… --note 'no longer true'", "memory invalidate - <ids.txt");
  }

  @Override
  Mutation change(Memories memories, String id, Change change) {
    return memories.invalidate(id, change);
  }
}
