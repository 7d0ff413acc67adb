package dev.atocore.cli.command.harness;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.harness.Harness;
import dev.atocore.core.harness.HarnessResult;
import java.io.IOException;
import java.io.InputStream;

final class RunHarness extends CliCommand {
  private static final double DEFAULT_MIN = 0.85;

  private final Value<String> fixtures =
      argument("FIXTURES|-", "NDJSON of cases, one a line; - reads stdin.");
  private final Value<Double> min =
      decimal("--min-harness", "0..1", "Exit with 3 below this pass rate (default: 0.85).");

  RunHarness() {
    describe(
        "Measures whether searching still finds what it should. A case is"
            + " {\"id\",\"query\",\"project\",\"expect_chunks\":[…] and/or \"expect_text\",\"k\"}"
            + " and passes when one of the first k active or candidate memories found comes from an"
            + " expected chunk or contains the text. The result is kept in the store, for 'pipeline"
            + " check' and the dashboard. -q prints the ids of failed cases.");
    examples(
        "harness run scripts/sample/harness.ndjson",
        "harness run cases.ndjson --min-harness 0.6 -o json");
    exitsWithFindings("Done, and the pass rate is below the limit.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    double atLeast = min.or(DEFAULT_MIN);
    if (!(atLeast >= 0 && atLeast <= 1)) {
      throw CliException.invalid("--min-harness is " + atLeast + ", not between 0 and 1");
    }
    HarnessResult result;
    try (InputStream in = cli.input().open(fixtures.required());
        ProgressLine line = cli.progress()) {
      result = new Harness(cli.store()).run(in, done -> line.show(Count.of(done, "case") + " run"));
    }
    if (cli.forPeople()) {
      print(cli, result);
    } else {
      result.write(cli.json());
      cli.endJson();
    }
    return result.passRate() < atLeast ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static void print(Cli cli, HarnessResult result) {
    for (HarnessResult.FailedCase failed : result.failed()) {
      String id = TerminalText.oneLine(failed.id());
      cli.out()
          .line(
              cli.idsOnly()
                  ? id
                  : cli.ansi().red("failed")
                      + "  "
                      + id
                      + "  "
                      + TerminalText.oneLine(failed.query()));
    }
    if (!cli.idsOnly()) {
      cli.out()
          .line(result.passed() + " of " + result.total() + " cases pass: " + result.passRate());
    }
  }
}
