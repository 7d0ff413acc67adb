package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;

final class InitStore extends CliCommand {
  InitStore() {
    describe(
        "With its folder, readable by you alone. A store that is there is brought to this version.");
    examples("db init", "--db /srv/agent/memory.db db init");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    var file = cli.storeFile();
    boolean there = Files.exists(file) && Files.size(file) > 0;
    Schema.at(file).create();
    int version = Schema.at(file).status().version();
    if (cli.forPeople()) {
      if (!cli.idsOnly()) {
        cli.out()
            .line(
                (there ? "already there: " : "made ")
                    + TerminalText.oneLine(file.toString())
                    + " (schema version "
                    + version
                    + ")");
      }
      return ExitCode.OK;
    }
    cli.printObject(
        json -> {
          json.writeStringField("path", file.toString());
          json.writeBooleanField("created", !there);
          json.writeNumberField("version", version);
        });
    return ExitCode.OK;
  }
}
