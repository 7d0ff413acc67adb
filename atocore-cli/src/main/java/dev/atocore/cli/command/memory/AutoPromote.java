package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.Value;
import dev.atocore.core.bulk.AutoPromotePolicy;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.text.Times;
import java.io.IOException;

final class AutoPromote extends CliCommand {
  private final Value<Long> minReferences =
      bigNumber("--min-references", "N", "Reinforced at least so often (default: 3).");
  private final Value<Double> minConfidence =
      decimal("--min-confidence", "0..1", "At least so sure (default: 0.7).");
  private final Value<String> maxAge =
      text("--max-age", "AGE", "Created no longer ago, such as 14d (default: 14d).");
  private final Value<Boolean> dryRun =
      flag("--dry-run", "Print what would happen, write nothing.");
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  AutoPromote() {
    describe(
        "All three conditions must hold. A candidate that repeats an active memory, or says"
            + " what was rejected, invalidated or erased before, is skipped and told.",
        "Acts as auto-promote unless told otherwise.");
    examples(
        "memory auto-promote --dry-run", "memory auto-promote --min-references 5 --max-age 30d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    AutoPromotePolicy usual = AutoPromotePolicy.DEFAULT;
    String age = maxAge.get();
    AutoPromotePolicy policy =
        new AutoPromotePolicy(
            minReferences.or(usual.minReferences()),
            minConfidence.or(usual.minConfidence()),
            age == null ? usual.maxAge() : Times.parseAge(age));
    var change = cli.changeBy(OwnActor.AUTO_PROMOTE.word(), note);
    var memories = cli.store().memories();
    SweepOutput output = new SweepOutput(cli, dryRun.isGiven());
    return output.end(memories.autoPromote(policy, change, dryRun.isGiven(), output::each));
  }
}
