package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Value;
import dev.atocore.core.Memories;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Mutation;

final class PromoteMemories extends ChangeMemories {
  private final Value<Boolean> allowDuplicate =
      flag("--allow-duplicate", "Even if another active memory says the same.");

  PromoteMemories() {
    examples(
        "memory promote 0198c0de-… 0198c0df-… --note 'reviewed'",
        "memory list --status candidate --project atlas -q | atocore memory promote -");
  }

  @Override
  Mutation change(Memories memories, String id, Change change) {
    return memories.promote(id, change);
  }

  @Override
  Change adjust(Change change) {
    return allowDuplicate.isGiven() ? change.allowingDuplicate() : change;
  }
}
