package dev.atocore.cli.command.db;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.FindingText;
import dev.atocore.integrity.backup.BackupReport;
import dev.atocore.integrity.backup.BackupVerifier;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.result.CheckResult;
import dev.atocore.integrity.result.CheckStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

final class VerifyBackup extends CliCommand {
  private final Value<String> file = argument("FILE", "The copy that 'db backup' made.");

  VerifyBackup() {
    describe(
        "Opens the copy, runs the checks of pages, rows and log on it in full, and compares counts and audit heads with the"
            + " store it was made of. Changes neither. Without the store, when that is lost, the copy is checked for itself.");
    examples(
        "db verify-backup /backup/atocore-2026-11-25.db",
        "db verify-backup /backup/atocore-2026-11-25.db -o json");
    exitsWithFindings("The copy is damaged, or not of this store.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    boolean compare = Files.exists(cli.storeFile());
    if (!compare) {
      cli.note(
          "there is no store at " + cli.storeFile() + ": the copy is checked for itself alone");
    }
    BackupReport report = new BackupVerifier(compare ? cli.store() : null).verify(target());
    if (cli.forPeople()) {
      print(cli, report);
    } else {
      report.write(cli.json());
      cli.endJson();
    }
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static void print(Cli cli, BackupReport report) {
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

  private Path target() {
    try {
      return Path.of(file.required()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw CliException.invalid("\"" + file.required() + "\" is no path: " + e.getReason());
    }
  }
}
