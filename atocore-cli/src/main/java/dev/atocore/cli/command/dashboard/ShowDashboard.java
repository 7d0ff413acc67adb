package dev.atocore.cli.command.dashboard;

import dev.atocore.alerts.event.Severity;
import dev.atocore.cli.out.Ansi;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.show.FindingText;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.alert.LastAlert;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.dashboard.Dashboard;
import dev.atocore.integrity.dashboard.RecentChange;
import dev.atocore.integrity.pipeline.LastHarness;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class ShowDashboard extends CliCommand {
  private static final int FINDINGS_SHOWN = 3;
  private static final String INDENT = "  ";

  ShowDashboard() {
    describe(
        "Memories by status, the candidate queue, the last harness and integrity results, the last"
            + " alert of each severity and the last ten changes. Runs nothing.");
    examples("dashboard", "dashboard -o json");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Dashboard dashboard = Dashboard.read(cli.store());
    if (cli.forPeople()) {
      print(cli, dashboard);
    } else {
      dashboard.write(cli.json());
      cli.endJson();
    }
    return ExitCode.OK;
  }

  private static void print(Cli cli, Dashboard dashboard) {
    Instant copiedUntil = dashboard.copiedUntil();
    if (copiedUntil != null) {
      line(cli, "a standby, with the changes of its primary until " + Times.format(copiedUntil));
    }
    title(cli, "MEMORIES");
    StringBuilder counts = new StringBuilder();
    for (Map.Entry<String, Long> entry : dashboard.memories().entrySet()) {
      counts
          .append(counts.isEmpty() ? "" : "   ")
          .append(TerminalText.oneLine(entry.getKey()))
          .append(' ')
          .append(entry.getValue());
    }
    line(cli, counts.toString());
    String oldest = dashboard.candidateQueue().oldest();
    line(
        cli,
        "candidate queue: "
            + dashboard.candidateQueue().count()
            + (oldest == null ? "" : ", the oldest from " + seconds(oldest)));
    LastHarness harness = dashboard.harness();
    line(
        cli,
        "harness: "
            + (harness == null
                ? "has not run"
                : harness.passed()
                    + " of "
                    + harness.total()
                    + " cases pass ("
                    + harness.passRate()
                    + "), "
                    + seconds(harness.ranAt())));
    integrity(cli, dashboard.integrity());
    title(cli, "LAST ALERTS");
    alert(cli, Severity.CRITICAL, dashboard.lastCritical());
    alert(cli, Severity.WARNING, dashboard.lastWarning());
    alert(cli, Severity.INFO, dashboard.lastInfo());
    title(cli, "LAST CHANGES");
    for (RecentChange change : dashboard.recentAudit()) {
      line(
          cli,
          cli.ansi().faint(seconds(change.timestamp()))
              + "  "
              + pad(change.action(), 11)
              + "  "
              + pad(change.actor(), 16)
              + "  "
              + TerminalText.cut(
                  TerminalText.oneLine(change.preview()), Math.max(20, cli.columns() - 56)));
    }
    if (dashboard.recentAudit().isEmpty()) {
      line(cli, "none yet");
    }
  }

  private static void integrity(Cli cli, @Nullable IntegrityResult result) {
    title(cli, "INTEGRITY");
    if (result == null) {
      line(cli, "has not run; 'atocore integrity run' does");
      return;
    }
    Ansi ansi = cli.ansi();
    String total =
        result.status() == CheckStatus.OK
            ? ansi.green("ok")
            : ansi.yellow(Count.of(result.findingsTotal(), "finding"));
    line(
        cli,
        total
            + ", "
            + Count.of(result.checks().size(), "check")
            + ", "
            + seconds(result.startedAt()));
    for (CheckResult check : result.checks()) {
      if (check.status() == CheckStatus.OK) {
        continue;
      }
      String error = check.error();
      line(
          cli,
          ansi.yellow(TerminalText.oneLine(check.id()))
              + "  "
              + (error == null ? Long.toString(check.count()) : TerminalText.oneLine(error)));
      int shown = 0;
      for (Finding finding : check.findings()) {
        if (shown++ == FINDINGS_SHOWN) {
          line(cli, INDENT + "… 'atocore integrity last' shows the rest");
          break;
        }
        line(
            cli,
            INDENT + TerminalText.cut(FindingText.line(finding), Math.max(20, cli.columns() - 5)));
      }
    }
  }

  private static void alert(Cli cli, Severity severity, @Nullable LastAlert alert) {
    String word = pad(severity.text(), 8);
    if (alert == null) {
      line(cli, word + "  none");
      return;
    }
    String text =
        TerminalText.oneLine(
            (alert.status().equals("resolved") ? "(over) " : "")
                + alert.title()
                + ": "
                + alert.message());
    line(
        cli,
        word
            + "  "
            + cli.ansi().faint(seconds(alert.timestamp()))
            + "  "
            + TerminalText.cut(text, Math.max(20, cli.columns() - 35)));
  }

  private static void title(Cli cli, String title) {
    cli.out().line(cli.ansi().strong(title));
  }

  private static void line(Cli cli, String safe) {
    cli.out().line(INDENT + safe);
  }

  private static String pad(String text, int columns) {
    StringBuilder cell = new StringBuilder(TerminalText.cut(TerminalText.oneLine(text), columns));
    for (int width = TerminalText.width(cell.toString()); width < columns; width++) {
      cell.append(' ');
    }
    return cell.toString();
  }

  /** Microseconds are for programs. */
  private static String seconds(String timestamp) {
    int dot = timestamp.indexOf('.');
    return TerminalText.oneLine(dot > 0 ? timestamp.substring(0, dot) + "Z" : timestamp);
  }
}
