package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.EachChange;

final class PromoteMemories extends ChangeMemories {
  private final Value<Boolean> allowDuplicate =
      flag("--allow-duplicate", "Even if another active memory says the same.");

  PromoteMemories() {
    examples(
        "memory promote 0198c0de-… 0198c0df-… --note 'reviewed'",
        "memory list --status candidate --project atlas -q | atocore memory promote -");
  }

  @Override
  EachChange what() {
    return new EachChange.Promote();
  }

  @Override
  Change adjust(Change change) {
    return allowDuplicate.isGiven() ? change.allowingDuplicate() : change;
  }
}
