package dev.atocore.cli.command.db;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.show.FindingText;
import dev.atocore.integrity.backup.BackupReport;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;

/** What a backup is worth, in words. */
final class BackupText {
  private BackupText() {}

  static void print(Cli cli, BackupReport report) {
    String unreadable = report.unreadable();
    if (unreadable != null) {
      cli.out().line(cli.ansi().red("damaged ") + "  " + TerminalText.oneLine(unreadable));
      cli.out()
          .line(
              cli.ansi().red("do not rely on it")
                  + ": take an older copy, or make one with 'atocore db backup' while the store is sound");
      return;
    }
    for (String difference : report.differences()) {
      cli.out().line(cli.ansi().red("differs ") + "  " + TerminalText.oneLine(difference));
    }
    for (CheckResult check : report.checks().checks()) {
      if (check.status() == CheckStatus.OK) {
        cli.out().line(cli.ansi().green("ok      ") + "  " + check.id());
        continue;
      }
      String error = check.error();
      cli.out()
          .line(
              cli.ansi().red(check.status() == CheckStatus.ERROR ? "error   " : "critical")
                  + "  "
                  + check.id()
                  + "  "
                  + (error == null ? Long.toString(check.count()) : TerminalText.oneLine(error)));
      for (Finding finding : check.findings()) {
        cli.out().line("            " + FindingText.line(finding));
      }
    }
    cli.out()
        .line(
            (report.ok()
                    ? cli.ansi().green("can be restored")
                    : cli.ansi().red("do not rely on it"))
                + ": "
                + Count.of(report.memories(), "memory", "memories")
                + ", "
                + Count.of(report.entries(), "audit entry", "audit entries")
                + (report.compared()
                    ? ", " + Count.of(report.differences().size(), "difference") + " from the store"
                    : ""));
  }
}
