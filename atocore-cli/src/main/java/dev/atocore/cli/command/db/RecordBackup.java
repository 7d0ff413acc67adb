package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.text.TextRules;
import dev.atocore.integrity.history.BackupRecord;
import java.io.IOException;

final class RecordBackup extends CliCommand {
  private final Value<String> note =
      text("--note", "TEXT", "Which one, or where it lies; one line.");

  RecordBackup() {
    describe(
        "Call it at the end of the job that backs the store up by other means than 'db backup',"
            + " once the backup is whole: pg_basebackup, pg_dump, snapshots. The check backup-stale"
            + " then tells when they stop coming, and 'integrity repair --apply' asks for one of"
            + " the last 24 hours where the store makes none itself.");
    examples("db backup-done --note 'pg_basebackup to s3://backups/2026-12-01'");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    String given = note.get();
    TextRules.requireNote(given);
    BackupRecord record = BackupRecord.done(cli.store(), given);
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeStringField("at", record.at());
            json.writeStringField("note", record.note());
          });
    } else if (!cli.idsOnly()) {
      cli.out().line("a backup is on record at " + record.at());
    }
    return ExitCode.OK;
  }
}
