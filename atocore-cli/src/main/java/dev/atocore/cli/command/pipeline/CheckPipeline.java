package dev.atocore.cli.command.pipeline;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.pipeline.LastHarness;
import dev.atocore.integrity.pipeline.PipelineCheck;
import dev.atocore.integrity.pipeline.PipelineLimits;
import dev.atocore.integrity.pipeline.PipelineResult;
import java.io.IOException;

final class CheckPipeline extends CliCommand {
  private final Value<Double> minHarness =
      decimal("--min-harness", "0..1", "A pass rate below this raises an alert (default: 0.85).");
  private final Value<Long> maxQueue =
      bigNumber("--max-queue", "N", "More candidates than this raise an alert (default: 200).");

  CheckPipeline() {
    describe(
        "Compares the last harness result and the candidate queue with their limits. What falls"
            + " short raises a warning alert; a missing harness result is told and raises none.");
    examples("pipeline check", "pipeline check --min-harness 0.9 --max-queue 50 -o json");
    exitsWithFindings("Done, and something falls short.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    PipelineLimits limits;
    try {
      limits =
          new PipelineLimits(
              minHarness.or(PipelineLimits.DEFAULT.minHarness()),
              maxQueue.or(PipelineLimits.DEFAULT.maxQueue()));
    } catch (IllegalArgumentException e) {
      throw CliException.invalid(String.valueOf(e.getMessage()));
    }
    PipelineResult result = new PipelineCheck(cli.store(), cli.alerts()).run(limits);
    if (cli.forPeople()) {
      print(cli, result);
    } else {
      result.write(cli.json());
      cli.endJson();
    }
    return result.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, PipelineResult result) {
    LastHarness harness = result.harness();
    String rate =
        harness == null
            ? "no result yet"
            : harness.passRate()
                + " of "
                + harness.total()
                + " cases pass (at least "
                + result.limits().minHarness()
                + ")";
    cli.out().line(state(cli, result.harnessLow(), harness == null) + "  harness: " + rate);
    cli.out()
        .line(
            state(cli, result.queueLong(), false)
                + "  candidate queue: "
                + result.queue().count()
                + " wait (at most "
                + result.limits().maxQueue()
                + ")");
    if (result.refused() > 0) {
      cli.out()
          .line(
              state(cli, true, false)
                  + "  refused candidates: "
                  + result.refused()
                  + " wait for 'atocore memory refused'");
    }
  }

  private static String state(Cli cli, boolean bad, boolean unknown) {
    if (bad) {
      return cli.ansi().yellow("warning");
    }
    return unknown ? cli.ansi().faint("unknown") : cli.ansi().green("ok     ");
  }
}
