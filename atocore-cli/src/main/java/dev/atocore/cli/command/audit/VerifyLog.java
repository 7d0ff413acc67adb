package dev.atocore.cli.command.audit;

import dev.atocore.audit.verify.VerifyReport;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import java.io.IOException;

final class VerifyLog extends CliCommand {
  private final Value<String> memory =
      optionalArgument("MEMORY_ID", "Only this memory; without it, all.");

  VerifyLog() {
    describe(
        "Names each entry that was altered, is missing, is out of order or was cut off, each row"
            + " that differs from its newest entry, and each entry that still waits in the spool."
            + " Redacted entries and acknowledged gaps are told, and are no findings.");
    examples("audit verify", "audit verify 0198c0de-… -o json");
    exitsWithFindings("Done, and something does not verify.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    var audit = cli.store().audit();
    long total = memory.isGiven() ? 0 : audit.status().entries();
    Verdicts verdicts = new Verdicts(cli, total);
    long start = System.nanoTime();
    VerifyReport report = audit.verify(memory.get(), verdicts);
    verdicts.end(report, (System.nanoTime() - start) / 1_000_000);
    if (!memory.isGiven()) {
      audit.remember(report);
    }
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
