package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.history.Night;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

final class ShowTrend extends CliCommand {
  private static final int DEFAULT_NIGHTS = 30;
  private static final int MOST_NIGHTS = 400;

  private final Value<Integer> nights =
      number("--nights", "N", "So many of the latest nights, at most 400 (default: 30).");

  ShowTrend() {
    describe(
        "A sparkline a check, the oldest night on the left, scaled to its own highest count. A night is the last run of all"
            + " checks on a day; nights without a run are left out.");
    examples("integrity trend", "integrity trend --nights 90", "integrity trend -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int most = nights.or(DEFAULT_NIGHTS);
    if (most < 1 || most > MOST_NIGHTS) {
      throw CliException.invalid("--nights is " + most + ", not between 1 and " + MOST_NIGHTS);
    }
    List<Night> all = Integrity.of(cli.store(), cli.alerts()).nights();
    List<Night> shown = new ArrayList<>(all.subList(0, Math.min(most, all.size())));
    Collections.reverse(shown);
    if (cli.forPeople() && !cli.idsOnly()) {
      text(cli, shown);
    } else {
      RowOutput.all(cli, new View(), shown);
    }
    return ExitCode.OK;
  }

  private static void text(Cli cli, List<Night> nights) {
    if (nights.isEmpty()) {
      cli.note("no night is on record yet; 'atocore integrity run' makes one");
      return;
    }
    TreeSet<String> checks = new TreeSet<>();
    for (Night night : nights) {
      checks.addAll(night.counts().keySet());
    }
    List<Long> totals = new ArrayList<>();
    for (Night night : nights) {
      totals.add(night.total());
    }
    int width = "all checks".length();
    for (String check : checks) {
      width = Math.max(width, TerminalText.width(TerminalText.oneLine(check)));
    }
    line(cli, "all checks", width, totals);
    for (String check : checks) {
      List<Long> counts = new ArrayList<>();
      for (Night night : nights) {
        counts.add(night.counts().getOrDefault(check, 0L));
      }
      line(cli, TerminalText.oneLine(check), width, counts);
    }
    cli.out()
        .line(
            cli.ansi()
                .faint(
                    Count.of(nights.size(), "night")
                        + ", "
                        + TerminalText.oneLine(nights.get(0).date())
                        + " to "
                        + TerminalText.oneLine(nights.get(nights.size() - 1).date())));
  }

  private static void line(Cli cli, String name, int width, List<Long> counts) {
    long last = counts.get(counts.size() - 1);
    String padded = name + " ".repeat(width - TerminalText.width(name));
    String spark = Sparkline.of(counts);
    cli.out()
        .line(
            padded
                + "  "
                + (last == 0 ? cli.ansi().green(spark) : cli.ansi().yellow(spark))
                + "  "
                + last
                + cli.ansi().faint(" (most " + Collections.max(counts) + ")"));
  }

  /** How nights look as rows of a list. */
  private static final class View extends RowShape<Night> {
    View() {
      super(
          "nights",
          "DATE=date,STATUS=status,FINDINGS=findings_total",
          "date,started_at,status,findings_total");
    }

    @Override
    public void json(JsonGenerator json, Night night) throws IOException {
      night.write(json);
    }

    @Override
    public @Nullable Object[] csv(Night night) {
      return row(night.date(), night.startedAt(), night.status().word(), night.total());
    }
  }
}
