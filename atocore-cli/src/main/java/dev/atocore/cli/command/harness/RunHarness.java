package dev.atocore.cli.command.harness;

import com.fasterxml.jackson.core.JsonGenerator;
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
import dev.atocore.core.search.SearchMode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

final class RunHarness extends CliCommand {
  private static final double DEFAULT_MIN = 0.85;

  private final Value<String> fixtures =
      argument("FIXTURES|-", "NDJSON of cases, one a line; - reads stdin.");
  private final Value<Double> min =
      decimal("--min-harness", "0..1", "Exit with 3 below this pass rate (default: 0.85).");

  private final Value<String> mode =
      text("--mode", "text|semantic|hybrid", "By what to search (default: as a search does).");
  private final Value<String> against =
      text("--against", "MODE", "Also by that mode; tells which cases are gained and lost.");
  private final Value<Integer> k = number("--k", "N", "The first N count, whatever the cases say.");

  RunHarness() {
    describe(
        "Measures whether searching still finds what it should. A case is"
            + " {\"id\",\"query\",\"project\",\"expect_chunks\":[…] and/or \"expect_text\",\"k\"}"
            + " and passes when one of the first k active or candidate memories found comes from an"
            + " expected chunk or contains the text. The result is kept in the store, for 'pipeline"
            + " check' and the dashboard. -q prints the ids of failed cases.");
    examples(
        "harness run scripts/sample/harness.ndjson",
        "harness run cases.ndjson --min-harness 0.6 -o json",
        "harness run cases.ndjson --mode hybrid --against text");
    exitsWithFindings("Done, and the pass rate is below the limit.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    double atLeast = min.or(DEFAULT_MIN);
    if (!(atLeast >= 0 && atLeast <= 1)) {
      throw CliException.invalid("--min-harness is " + atLeast + ", not between 0 and 1");
    }
    HarnessResult result;
    HarnessResult other = null;
    try (InputStream in = cli.input().open(fixtures.required());
        ProgressLine line = cli.progress()) {
      LongConsumer progress = done -> line.show(Count.of(done, "case") + " run");
      Harness harness = new Harness(cli.store());
      SearchMode by = mode.get() == null ? null : SearchMode.parse(mode.required());
      if (by == SearchMode.SEMANTIC) {
        cli.store().vectors().requireOn();
      }
      Integer first = k.get();
      if (first != null && first < 1) {
        throw CliException.invalid("--k is " + first + ", not at least 1");
      }
      if (against.get() == null) {
        result = harness.run(in, by, first, progress);
      } else {
        List<HarnessResult> both =
            harness.compare(in, by, SearchMode.parse(against.required()), first, progress);
        result = both.get(0);
        other = both.get(1);
      }
    }
    if (cli.forPeople()) {
      print(cli, result);
      if (other != null && !cli.idsOnly()) {
        print(cli, result, other);
      }
    } else if (other == null) {
      result.write(cli.json());
      cli.endJson();
    } else {
      write(cli, result, other);
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
      cli.out()
          .line(
              "mode "
                  + result.mode().word()
                  + ", recall "
                  + rounded(result.recall())
                  + ", mean reciprocal rank "
                  + rounded(result.mrr()));
    }
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }

  private static void print(Cli cli, HarnessResult result, HarnessResult other) throws IOException {
    cli.out()
        .line(
            "mode "
                + other.mode().word()
                + ": "
                + other.passed()
                + " of "
                + other.total()
                + ", "
                + other.passRate());
    for (String id : less(other, result)) {
      cli.out().line(cli.ansi().strong("gained") + "  " + TerminalText.oneLine(id));
    }
    for (String id : less(result, other)) {
      cli.out().line(cli.ansi().red("lost") + "    " + TerminalText.oneLine(id));
    }
  }

  private static void write(Cli cli, HarnessResult result, HarnessResult other) throws IOException {
    cli.printObject(
        json -> {
          result.writeFields(json);
          json.writeObjectFieldStart("against");
          json.writeStringField("mode", other.mode().word());
          json.writeNumberField("passed", other.passed());
          json.writeNumberField("pass_rate", other.passRate());
          ids(json, "gained", less(other, result));
          ids(json, "lost", less(result, other));
          json.writeEndObject();
        });
  }

  private static void ids(JsonGenerator json, String name, List<String> ids) throws IOException {
    json.writeArrayFieldStart(name);
    for (String id : ids) {
      json.writeString(id);
    }
    json.writeEndArray();
  }

  /** The cases that fail by one and pass by the other. */
  private static List<String> less(HarnessResult fails, HarnessResult passes) {
    Set<String> failed = new HashSet<>();
    passes.failed().forEach(one -> failed.add(one.id()));
    return fails.failed().stream()
        .map(HarnessResult.FailedCase::id)
        .filter(id -> !failed.contains(id))
        .toList();
  }
}
