package dev.atocore.cli.command.memory;

import dev.atocore.core.model.EachChange;

final class InvalidateMemories extends ChangeMemories {
  InvalidateMemories() {
    examples(
        "memory invalidate 0198c0de-… --note 'no longer true'", "memory invalidate - <ids.txt");
  }

  @Override
  EachChange what() {
    return new EachChange.Invalidate();
  }
}
