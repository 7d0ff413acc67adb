package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.history.BackupRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

final class BackupStore extends CliCommand {
  private final Value<String> file = argument("FILE", "The copy; it must not exist yet.");

  BackupStore() {
    describe(
        "Beside any writers. The copy appears under its name only when it is whole and on the disk.");
    examples("db backup /backup/atocore-$(date +%F).db");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Path target = target();
    cli.store().backup(target);
    BackupRecord.add(cli.store(), target);
    long bytes = Files.size(target);
    if (!cli.forPeople()) {
      cli.printObject(
          json -> {
            json.writeStringField("path", target.toString());
            json.writeNumberField("bytes", bytes);
          });
    } else if (!cli.idsOnly()) {
      cli.out()
          .line("copied to " + TerminalText.oneLine(target.toString()) + " (" + bytes + " bytes)");
    }
    return ExitCode.OK;
  }

  private Path target() {
    try {
      return Path.of(file.required()).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw CliException.invalid("\"" + file.required() + "\" is no path: " + e.getReason());
    }
  }
}
