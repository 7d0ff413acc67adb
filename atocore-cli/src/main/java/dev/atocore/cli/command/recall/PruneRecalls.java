package dev.atocore.cli.command.recall;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;

final class PruneRecalls extends CliCommand {
  private static final String RETENTION = "ATOCORE_RECALL_RETENTION";

  PruneRecalls() {
    describe(
        "Drops the answers that are older than ATOCORE_RECALL_RETENTION (default: 90d). The nightly"
            + " job runs it. The store's file gets no smaller: the room is used again.");
    examples("recall prune", "recall prune -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String retention = cli.env().getOrDefault(RETENTION, "");
    Instant before = cli.now().minus(Times.parseAge(retention.isEmpty() ? "90d" : retention));
    long removed = cli.store().recalls().prune(before);
    if (cli.forPeople()) {
      cli.out()
          .line("dropped " + Count.of(removed, "answer") + " from before " + Times.format(before));
    } else {
      cli.printObject(
          json -> {
            json.writeNumberField("removed", removed);
            json.writeStringField("before", Times.format(before));
          });
    }
    return ExitCode.OK;
  }
}
