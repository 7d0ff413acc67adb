package dev.atocore.cli.integrity;

import dev.atocore.alerts.Severity;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.Value;
import dev.atocore.integrity.CheckResult;
import dev.atocore.integrity.CheckStatus;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.IntegrityException;
import dev.atocore.integrity.IntegrityResult;
import dev.atocore.integrity.RunOptions;
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

  @Override
  protected int run(Cli cli) throws IOException {
    Severity level = level();
    IntegrityResult result;
    try {
      result =
          Integrity.of(cli.store(), cli.alerts())
              .run(RunOptions.all().checks(checks.or(List.of())));
    } catch (IntegrityException e) {
      throw CliException.invalid(String.valueOf(e.getMessage()));
    }
    ResultView.print(cli, result);
    if (result.status() == CheckStatus.ERROR) {
      throw CliException.failed("check_failed", why(result));
    }
    return level != null && result.hasFindingsAtLeast(level) ? ExitCode.FINDINGS : ExitCode.OK;
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

  @Override
  protected String[] description() {
    return new String[] {
      "Looks for drift and changes nothing but its own result, which 'integrity last' shows again. When something is"
          + " found, one alert says so. docs/integrity.md tells what each check means and how to mend what it finds."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {
      "integrity run",
      "integrity run --check memory-drift audit-tamper",
      "integrity run --fail-on critical -o json"
    };
  }

  @Override
  protected String[] exits() {
    return exitsWithFindings("Done, and there are findings at or above the level.");
  }
}
