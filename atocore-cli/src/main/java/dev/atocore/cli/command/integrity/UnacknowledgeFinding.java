package dev.atocore.cli.command.integrity;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import java.io.IOException;

final class UnacknowledgeFinding extends CliCommand {
  private final Value<String> finding =
      optionalArgument("FINDING_ID", "The finding, as 'integrity acks' gives its id.");
  private final Value<String> check =
      text("--check", "ID", "With --subject instead of the id: the check.");
  private final Value<String> subject =
      text("--subject", "S", "With --check instead of the id: what the finding is about.");

  UnacknowledgeFinding() {
    describe("The finding alerts again. That it was acknowledged stays on record.");
    examples(
        "integrity unack orphan-source-chunk-1f2e3d4c5b6a7988",
        "integrity unack --check memory-drift --subject 01a20b9d-ea5d-7a6f-862a-cd88d9b5d959");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String id = FindingName.of(finding, check, subject);
    AckView.print(
        cli,
        Integrity.of(cli.store(), cli.alerts()).unacknowledge(id, cli.actor()),
        "no longer acknowledged");
    return ExitCode.OK;
  }
}
