package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.OwnActor;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Duration;

final class ExpireCandidates extends CliCommand {
  private static final Duration DEFAULT_AGE = Duration.ofDays(14);

  private final Value<String> maxAge =
      text("--max-age", "AGE", "Created longer ago, such as 14d (default: 14d).");
  private final Value<Boolean> dryRun =
      flag("--dry-run", "Print what would happen, write nothing.");
  private final Value<String> note = text("--note", "TEXT", MemoryArguments.NOTE);

  ExpireCandidates() {
    describe(
        "Rejects the candidates older than that which were never reinforced.",
        "Acts as candidate-expiry unless told otherwise.");
    examples("memory expire --dry-run", "memory expire --max-age 30d");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String given = maxAge.get();
    Duration age = given == null ? DEFAULT_AGE : Times.parseAge(given);
    var change = cli.changeBy(OwnActor.CANDIDATE_EXPIRY.word(), note);
    var memories = cli.store().memories();
    SweepOutput output = new SweepOutput(cli, dryRun.isGiven());
    return output.end(memories.expire(age, change, dryRun.isGiven(), output::each));
  }
}
