package dev.atocore.cli.integrity;

import dev.atocore.alerts.Severity;
import dev.atocore.cli.Ansi;
import dev.atocore.cli.Cli;
import dev.atocore.cli.Count;
import dev.atocore.cli.FindingText;
import dev.atocore.cli.TerminalText;
import dev.atocore.integrity.CheckResult;
import dev.atocore.integrity.CheckStatus;
import dev.atocore.integrity.Finding;
import dev.atocore.integrity.IntegrityResult;
import java.io.IOException;

/** What a run of the checks found. */
final class ResultView {
  private ResultView() {}

  static void print(Cli cli, IntegrityResult result) throws IOException {
    if (!cli.forPeople()) {
      result.write(cli.json());
      cli.endJson();
      return;
    }
    for (CheckResult check : result.checks()) {
      if (cli.idsOnly()) {
        for (Finding finding : check.findings()) {
          cli.out().line(TerminalText.oneLine(finding.findingId()));
        }
      } else {
        print(cli, check);
      }
    }
    if (!cli.idsOnly()) {
      cli.out()
          .line(
              (result.status() == CheckStatus.OK
                      ? cli.ansi().green("ok")
                      : cli.ansi().strong(Count.of(result.findingsTotal(), "finding")))
                  + ", "
                  + Count.of(result.checks().size(), "check")
                  + ", "
                  + result.startedAt()
                  + ", "
                  + result.durationMs()
                  + " ms");
    }
  }

  private static void print(Cli cli, CheckResult check) {
    Ansi ansi = cli.ansi();
    String state =
        switch (check.status()) {
          case OK -> ansi.green("ok      ");
          case ERROR -> ansi.red("error   ");
          case FINDINGS ->
              check.severity() == Severity.CRITICAL
                  ? ansi.red("critical")
                  : ansi.yellow((check.severity().text() + "        ").substring(0, 8));
        };
    String tail = "";
    if (check.error() != null) {
      tail = "  " + TerminalText.oneLine(check.error());
    } else if (check.count() > 0) {
      tail =
          "  "
              + check.count()
              + (check.acknowledged() > 0 ? " (" + check.acknowledged() + " acknowledged)" : "");
    }
    cli.out().line(state + "  " + TerminalText.oneLine(check.id()) + tail);
    for (Finding finding : check.findings()) {
      cli.out().line("            " + FindingText.line(finding));
    }
    if (check.findings().size() < check.count()) {
      cli.out().line("            … and " + (check.count() - check.findings().size()) + " more");
    }
  }
}
