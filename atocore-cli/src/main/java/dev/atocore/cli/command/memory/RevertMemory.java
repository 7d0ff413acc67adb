package dev.atocore.cli.command.memory;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.ChangeText;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.Memories;
import dev.atocore.core.bulk.UndoReport;
import dev.atocore.core.bulk.UndoRequest;
import dev.atocore.core.image.FieldChange;
import dev.atocore.core.image.Image;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;

final class RevertMemory extends CliCommand {
  private static final String TIME = "ISO-8601, a date, or an age such as 2h.";

  private final Value<String> id = optionalArgument("ID", "The memory; not with --since.");
  private final Value<Long> toVersion =
      bigNumber("--to-version", "N", "The version to go back to.");
  private final Value<Long> ifVersion =
      bigNumber("--if-version", "N", "Only if the memory is at that version.");
  private final Value<String> since =
      text("--since", "TIME", "Undo what --actor did at or after this: " + TIME);
  private final Value<String> until =
      text("--until", "TIME", "With --since: only what was done before this.");
  private final Value<Boolean> force =
      flag("--force", "With --since: also where someone else changed the memory since.");
  private final Value<String> as =
      text("--as", "NAME", "With --since: who undoes it (default: ATOCORE_ACTOR).");
  private final Value<Boolean> allowDuplicate =
      flag("--allow-duplicate", "Also if another active memory says the same.");
  private final Value<Boolean> dryRun = flag("--dry-run", "Show what would change, write nothing.");
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  RevertMemory() {
    describe(
        "One memory: writes a new version with what the old one said; history stays. The one way"
            + " back from superseded and invalid.",
        "With --actor and --since: takes back all that the actor did. Each memory goes back to"
            + " before the actor's first change of that time, and one that the actor made becomes"
            + " invalid. A memory that someone else changed since is told and left alone, unless"
            + " forced. Text tells of the first 20 of each kind, with -v of all; json, ndjson and"
            + " -q always of all.");
    examples(
        "memory revert 0198c0de-… --to-version 2 --dry-run",
        "memory revert 0198c0de-… --to-version 2 --note 'rejected by mistake'",
        "memory revert --actor agent-7 --since 2026-11-25T02:00:00Z --dry-run");
    exits(
        "0:Done.",
        "1:The operation failed, or something the actor did still stands.",
        "2:Wrong usage or invalid input.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (since.isGiven()) {
      return undo(cli);
    }
    if (until.isGiven() || force.isGiven() || as.isGiven()) {
      throw CliException.usage("--until, --force and --as go with --since");
    }
    String memory = id.get();
    if (memory == null || !toVersion.isGiven()) {
      throw CliException.usage(
          "give ID and --to-version for one memory, or --actor and --since for all that an actor"
              + " did");
    }
    return revert(cli, memory, toVersion.required());
  }

  private int revert(Cli cli, String memory, long version) throws IOException {
    Change change = adjust(cli.change(note).ifVersion(ifVersion.get()));
    Memories memories = cli.store().memories();
    if (!dryRun.isGiven()) {
      MutationText.print(cli, memories.revert(memory, version, change));
      return ExitCode.OK;
    }
    Memory before = memories.get(memory);
    Mutation mutation = memories.rehearseRevert(memory, version, change);
    AuditAction action = mutation.action();
    if (cli.forPeople()) {
      cli.out()
          .line(
              action == null
                  ? "unchanged " + memory + ": it says so already"
                  : "would take "
                      + memory
                      + " from version "
                      + before.version()
                      + " back to what version "
                      + version
                      + " said");
      ChangeText.complete(cli).print(Image.of(before), Image.of(mutation.memory()));
      return ExitCode.OK;
    }
    cli.printObject(
        json -> {
          json.writeBooleanField("dry_run", true);
          json.writeStringField("id", memory);
          json.writeStringField("outcome", action == null ? "unchanged" : action.verb());
          json.writeFieldName("memory");
          MemoryView.ROWS.json(json, mutation.memory());
          FieldChange.write(
              json, "changes", FieldChange.between(Image.of(before), Image.of(mutation.memory())));
        });
    return ExitCode.OK;
  }

  private int undo(Cli cli) throws IOException {
    String actor = actorOption();
    if (actor == null) {
      throw CliException.usage("name whose changes to undo with --actor");
    }
    if (id.isGiven() || toVersion.isGiven() || ifVersion.isGiven()) {
      throw CliException.usage(
          "--since undoes all that an actor did; it takes no memory or version");
    }
    String end = until.get();
    Instant now = cli.now();
    UndoRequest request =
        new UndoRequest(
            actor,
            Times.parse(since.required(), now),
            end == null ? null : Times.parse(end, now),
            force.isGiven());
    Change change = adjust(cli.changeAs(as.get(), note));
    UndoOutput output = new UndoOutput(cli, request, change, dryRun.isGiven());
    UndoReport report =
        cli.store().memories().undo(request, change, dryRun.isGiven(), output::each);
    output.end(report);
    return report.incomplete() && !dryRun.isGiven() ? ExitCode.FAILED : ExitCode.OK;
  }

  private Change adjust(Change change) {
    return allowDuplicate.isGiven() ? change.allowingDuplicate() : change;
  }
}
