package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.backup.BackupReport;
import dev.atocore.integrity.backup.BackupVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

final class VerifyBackup extends CliCommand {
  private final Value<String> file = argument("FILE", "The copy that 'db backup' made.");

  VerifyBackup() {
    describe(
        "Opens the copy, runs the checks of pages, rows and log on it in full, and compares counts"
            + " and audit heads with the store it was made of. Changes neither. Without the store,"
            + " when that is lost, the copy is checked for itself.");
    examples(
        "db verify-backup /backup/atocore-2026-11-25.db",
        "db verify-backup /backup/atocore-2026-11-25.db -o json");
    exitsWithFindings("The copy is damaged, or not of this store.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreFile store = cli.storeFile("restore the copy elsewhere and run 'integrity run' on it");
    boolean compare = Files.exists(store.path());
    if (!compare) {
      cli.note("there is no store at " + store + ": the copy is checked for itself alone");
    }
    BackupReport report = new BackupVerifier(compare ? cli.store() : null).verify(target(file));
    if (cli.forPeople()) {
      BackupText.print(cli, report);
    } else {
      report.write(cli.json());
      cli.endJson();
    }
    return report.ok() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  static Path target(Value<String> file) {
    try {
      return Path.of(file.required()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw CliException.invalid("\"" + file.required() + "\" is no path: " + e.getReason());
    }
  }
}
