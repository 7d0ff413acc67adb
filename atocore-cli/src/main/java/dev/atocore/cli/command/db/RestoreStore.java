package dev.atocore.cli.command.db;

import dev.atocore.cli.out.Count;
import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.store.StoreFile;
import dev.atocore.integrity.backup.BackupReport;
import dev.atocore.integrity.backup.BackupRestore;
import dev.atocore.integrity.backup.RestoreReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class RestoreStore extends CliCommand {
  private final Value<String> file = argument("FILE", "The copy that 'db backup' made.");
  private final Value<Boolean> force =
      flag("--force", "Also while other processes have the store open; they cannot write it then.");

  RestoreStore() {
    describe(
        "Puts a backup in the place of the store: copies and checks it in full, moves the old store"
            + " aside with its -wal and -shm and its audit spool, and puts the copy in place at"
            + " once. The backup stays as it is. A copy that is damaged changes nothing; one of an"
            + " older version is brought to this one. A restore that is cut off leaves the old"
            + " store or the new one.",
        "A server that has the old store open refuses all requests from then on, with 503: start it"
            + " again.");
    examples(
        "db restore /backup/atocore-2026-11-25.db",
        "db restore /backup/atocore-2026-11-25.db --force");
    exitsWithFindings("The copy is damaged; nothing was changed.");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Path backup = VerifyBackup.target(file);
    StoreFile store =
        cli.storeFile("restore a copy of pg_dump by pg_restore, or one of pg_basebackup");
    RestoreReport report = new BackupRestore(store).restore(backup, force.isGiven());
    Path aside = report.aside();
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeBooleanField("restored", report.restored());
            json.writeStringField("path", store.toString());
            json.writeStringField("aside", aside == null ? null : aside.toString());
            json.writeNumberField("from_version", report.fromVersion());
            json.writeFieldName("backup");
            report.backup().write(json);
          });
    } else if (!report.restored()) {
      BackupText.print(cli, report.backup());
      cli.out().line("nothing was changed");
    } else if (!cli.idsOnly()) {
      cli.out().line(text(store, report.backup()));
      cli.out()
          .line(
              aside == null
                  ? "there was no store before"
                  : "the old store is " + TerminalText.oneLine(aside.toString()));
    }
    if (report.restored() && Files.exists(store.beside(".checkpoint-key"))) {
      cli.note(
          "where the key has signed more of the log than the backup holds, the next checkpoint"
              + " needs 'audit checkpoint --accept-history NOTE'");
    }
    return report.restored() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static String text(StoreFile store, BackupReport backup) {
    return "restored "
        + TerminalText.oneLine(store.toString())
        + ": "
        + Count.of(backup.memories(), "memory", "memories")
        + ", "
        + Count.of(backup.entries(), "audit entry", "audit entries");
  }
}
