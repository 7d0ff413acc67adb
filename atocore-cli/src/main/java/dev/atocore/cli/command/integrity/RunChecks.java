package dev.atocore.cli.command.integrity;

import dev.atocore.alerts.event.Severity;
import dev.atocore.cli.out.ProgressLine;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.run.RunWatch;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class RunChecks extends CliCommand {
  private final Value<List<String>> checks =
      texts("--check", "ID", "Only these checks; 'integrity list' names them.");
  private final Value<String> failOn =
      text(
          "--fail-on",
          "LEVEL",
          "Exit with 3 for findings at or above info, warning or critical, or never (default: warning).");
  private final Value<Boolean> full =
      flag("--full", "Look at every page and every text too; takes longer.");
  private final Value<Boolean> sinceLast =
      flag("--since-last", "Look only at what is new since the last run, as the audit log tells.");
  private final Value<Boolean> all =
      flag("--all", "List every finding, not only the first 20 of each check.");

  RunChecks() {
    describe(
        "Looks for drift and changes nothing but its own result, which 'integrity last' shows again. When something is"
            + " found, one alert says so. docs/integrity.md tells what each check means and how to mend what it finds.",
        "Besides the usual formats, -o sarif gives SARIF 2.1.0 and -o junit gives JUnit XML; ndjson and csv are the findings, a"
            + " row each. Ctrl-C ends the run early and keeps what was found (exit code 130).");
    examples(
        "integrity run",
        "integrity run --full --fail-on critical -o json",
        "integrity run --check memory-drift audit-tamper --all",
        "integrity run --since-last",
        "integrity run -o sarif >integrity.sarif");
    exitsWithFindings("Done, and there are findings at or above the level.");
    reports("sarif", "junit");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Severity level = level();
    IntegrityResult result = look(cli);
    ResultView.print(cli, result);
    if (result.interrupted()) {
      cli.note("interrupted; what was found by then is kept, 'atocore integrity last' shows it");
      return ExitCode.INTERRUPTED;
    }
    if (result.status() == CheckStatus.ERROR) {
      throw CliException.failed("check_failed", why(result));
    }
    return level != null && result.hasFindingsAtLeast(level) ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private IntegrityResult look(Cli cli) {
    RunOptions options = RunOptions.all().checks(checks.or(List.of()));
    if (full.isGiven()) {
      options = options.thorough();
    }
    if (sinceLast.isGiven()) {
      options = options.onlyNew();
    }
    if (all.isGiven()) {
      options = options.samples(Integer.MAX_VALUE);
    }
    try (ProgressLine line = cli.progress()) {
      RunWatch watch =
          RunWatch.telling(
              (done, of, running) -> {
                if (done == of) {
                  // What is logged from here on begins a line of its own.
                  line.end();
                } else {
                  line.show(done + " of " + of + " checks  " + String.join(", ", running));
                }
              });
      cli.onInterrupt(watch::stop);
      return Integrity.of(cli.store(), cli.alerts()).run(options, watch);
    }
  }

  private @Nullable Severity level() {
    String word = failOn.or(Severity.WARNING.text());
    Severity.Parsed parsed = Severity.parse(word);
    Severity level = parsed.fellBack() ? null : parsed.severity();
    if (level == null && !word.equals("never")) {
      throw CliException.invalid(
          "--fail-on is \"" + word + "\"; use info, warning, critical or never");
    }
    return level;
  }

  private static String why(IntegrityResult result) {
    for (CheckResult check : result.checks()) {
      if (check.status() == CheckStatus.ERROR) {
        return "the check " + check.id() + " failed: " + check.error();
      }
    }
    return "the result could not be kept: " + result.keepError();
  }
}
