package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Mutation;
import java.io.IOException;

final class UpdateMemory extends ChangeOneMemory {
  private final Value<String> content =
      text("--content", "TEXT|-", "The new content, at most 64 KiB; - reads stdin.");
  private final Value<String> type = text("--type", "TYPE", "The new type.");
  private final Value<String> project = text("--project", "ID", "The new project; empty for none.");
  private final Value<Double> confidence = decimal("--confidence", "0..1", "The new confidence.");
  private final DescribingOptions more =
      new DescribingOptions(this::text, this::repeated, "; empty for none");
  private final Value<Boolean> allowDuplicate =
      flag("--allow-duplicate", "Even if another active memory says the same.");
  private final Value<Boolean> again = flag("--again", MemoryArguments.AGAIN);

  UpdateMemory() {
    describe("An update to the same values writes nothing and says so.");
    examples(
        "memory update 0198c0de-… --confidence 0.9 --note 'confirmed by Ada'",
        "memory update 0198c0de-… --content - --if-version 3 <note.txt",
        "memory update 0198c0de-… --meta team=core --meta draft= --review-by 90d --valid-until"
            + " none");
  }

  @Override
  Mutation change(Cli cli, String memory, Change change) throws IOException {
    MemoryPatch patch = patch(cli);
    return cli.store().memories().update(memory, patch, change);
  }

  @Override
  Change adjust(Change change) {
    Change again = this.again.isGiven() ? change.sayingAgain() : change;
    return allowDuplicate.isGiven() ? again.allowingDuplicate() : again;
  }

  private MemoryPatch patch(Cli cli) throws IOException {
    MemoryPatch patch = MemoryPatch.none();
    String newContent = content.get();
    if (newContent != null) {
      patch =
          patch.content(cli.input().text(newContent, "content", MemoryArguments.MAX_CONTENT_BYTES));
    }
    if (type.isGiven()) {
      patch = patch.type(MemoryType.parse(type.get()));
    }
    String newProject = project.get();
    if (newProject != null) {
      patch = patch.project(newProject);
    }
    Double newConfidence = confidence.get();
    if (newConfidence != null) {
      patch = patch.confidence(newConfidence);
    }
    patch =
        patch
            .owner(more.owner())
            .metadata(more.metadata())
            .merge(more.terms())
            .sourceChunks(more.sources())
            .validity(more.validity(cli));
    if (patch.equals(MemoryPatch.none())) {
      throw CliException.usage(
          "nothing to update; 'atocore memory update --help' names what can be");
    }
    return patch;
  }
}
