package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.model.NewMemory;
import java.io.IOException;
import java.util.List;

final class CreateMemory extends CliCommand {
  private final Value<String> type =
      requiredText("--type", "TYPE", "Required: " + MemoryArguments.TYPES);
  private final Value<String> content =
      requiredText(
          "--content", "TEXT|-", "Required: what to remember, at most 64 KiB; - reads stdin.");
  private final Value<String> project =
      text("--project", "ID", "The project it belongs to; registered on first use.");
  private final Value<String> status =
      text("--status", "STATUS", "candidate or active (default: candidate).");
  private final Value<Double> confidence =
      decimal("--confidence", "0..1", "How sure it is (default: 0.5).");
  private final DescribingOptions more = new DescribingOptions(this::text, this::repeated, "");
  private final Value<Boolean> allowDuplicate =
      flag(
          "--allow-duplicate",
          "Even if another active memory, or for a candidate another candidate, says the same.");
  private final Value<Boolean> again = flag("--again", MemoryArguments.AGAIN);
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  CreateMemory() {
    describe("Makes the store when it is missing.");
    examples(
        "memory create --type preference --content 'Answers in metric units'",
        "memory create --type knowledge --project atlas --content - <note.txt",
        "memory create --type identity --content 'Is called Ada' --status active -q",
        "memory create --type preference --content 'Tea, no milk' --user ada --agent helper --meta"
            + " team=core",
        "memory create --type project --content 'The freeze ends on Friday' --valid-until 5d"
            + " --review-by 2d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    NewMemory memory =
        NewMemory.of(
                MemoryType.parse(type.required()),
                cli.input().text(content.required(), "content", MemoryArguments.MAX_CONTENT_BYTES))
            .project(project.get())
            .confidence(confidence.or(NewMemory.DEFAULT_CONFIDENCE))
            .owner(more.owner())
            .metadata(more.metadataFor(Metadata.EMPTY))
            .validity(more.validity(cli));
    List<String> sources = more.sources();
    if (sources != null) {
      memory = memory.sourceChunks(sources);
    }
    if (status.isGiven()) {
      memory = memory.status(MemoryStatus.parse(status.get()));
    }
    Change change = cli.change(note);
    if (allowDuplicate.isGiven()) {
      change = change.allowingDuplicate();
    }
    if (again.isGiven()) {
      change = change.sayingAgain();
    }
    Memory created = cli.storeOrNew().memories().create(memory, change);
    if (cli.forPeople() && !cli.idsOnly()) {
      cli.out().line("created " + created.id() + " (" + created.status() + ")");
    } else {
      MemoryView.print(cli, created);
    }
    return ExitCode.OK;
  }
}
