package dev.atocore.cli.command.integrity;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.alerts.event.Severity;
import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Version;
import dev.atocore.cli.show.FindingText;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.result.JUnitReport;
import dev.atocore.integrity.result.SarifReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a run of the checks found. */
final class ResultView {
  private static final String INDENT = "            ";

  private ResultView() {}

  static void print(Cli cli, IntegrityResult result) throws IOException {
    String report = cli.report();
    if (report != null) {
      report(cli, report, result);
      return;
    }
    switch (cli.format()) {
      case TEXT -> text(cli, result);
      case JSON -> {
        result.write(cli.json());
        cli.endJson();
      }
      case NDJSON, CSV -> {
        RowOutput<FindingRows.Row> rows = RowOutput.begin(cli, new FindingRows());
        for (CheckResult check : result.checks()) {
          for (Finding finding : check.findings()) {
            rows.row(new FindingRows.Row(check, finding));
          }
        }
        rows.end();
      }
    }
  }

  private static void report(Cli cli, String report, IntegrityResult result) throws IOException {
    if (report.equals("sarif")) {
      JsonGenerator json = cli.json();
      SarifReport.write(json, result, Integrity.builtIn(), Version.current());
      cli.endJson();
    } else {
      StringBuilder xml = new StringBuilder();
      JUnitReport.write(xml, result);
      cli.out().print(xml.toString());
    }
  }

  private static void text(Cli cli, IntegrityResult result) {
    if (cli.idsOnly()) {
      for (CheckResult check : result.checks()) {
        for (Finding finding : check.findings()) {
          cli.out().line(TerminalText.oneLine(finding.findingId()));
        }
      }
      return;
    }
    for (CheckResult check : result.checks()) {
      check(cli, check);
    }
    String total =
        switch (result.status()) {
          case OK -> cli.ansi().green("ok");
          case FINDINGS -> cli.ansi().strong(Count.of(result.findingsTotal(), "finding"));
          case ERROR ->
              result.interrupted()
                  ? cli.ansi().yellow("interrupted")
                      + ", "
                      + Count.of(result.findingsTotal(), "finding")
                  : cli.ansi().red("failed") + ", " + Count.of(result.findingsTotal(), "finding");
        };
    String since = result.since();
    cli.out()
        .line(
            total
                + ", "
                + Count.of(result.checks().size(), "check")
                + (since == null ? "" : " of what is new since " + TerminalText.oneLine(since))
                + ", "
                + TerminalText.oneLine(result.startedAt())
                + ", "
                + result.durationMs()
                + " ms");
  }

  private static void check(Cli cli, CheckResult check) {
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
    String note = check.note();
    if (note != null) {
      cli.out().line(INDENT + ansi.faint(TerminalText.oneLine(note)));
    }
    String mend = null;
    for (Finding finding : check.findings()) {
      cli.out().line(INDENT + FindingText.line(finding) + known(finding));
      cli.out().line(INDENT + "  " + ansi.faint(finding.findingId() + content(finding)));
      if (!finding.mend().isEmpty() && !finding.mend().equals(mend)) {
        mend = finding.mend();
        cli.out().line(INDENT + "  " + ansi.faint("mend: " + TerminalText.oneLine(mend)));
      }
    }
    if (check.findings().size() < check.count() && check.status() != CheckStatus.OK) {
      cli.out()
          .line(
              INDENT
                  + "… and "
                  + (check.count() - check.findings().size())
                  + " more ('integrity run --all' lists them)");
    }
  }

  private static String known(Finding finding) {
    String nights = finding.nights() > 1 ? "  [" + finding.nights() + " nights, since " : "";
    String since =
        nights.isEmpty()
            ? ""
            : TerminalText.oneLine(
                finding.firstSeen().substring(0, Math.min(10, finding.firstSeen().length())) + "]");
    return nights + since + (finding.acknowledged() ? "  [acknowledged]" : "");
  }

  private static String content(Finding finding) {
    @Nullable String content = finding.details().row("content");
    return content == null
        ? ""
        : "  \"" + TerminalText.cut(TerminalText.oneLine(content), 60) + "\"";
  }
}
