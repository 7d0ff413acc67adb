package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;

final class InitStore extends CliCommand {
  InitStore() {
    describe(
        "With its folder, readable by you alone. A store that is there is brought to this"
            + " version.");
    examples("db init", "--db /srv/agent/memory.db db init");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLocation store = cli.location();
    boolean there = Schema.at(store).isMade();
    Schema.at(store).create();
    int version = Schema.at(store).status().version();
    if (cli.forPeople()) {
      if (!cli.idsOnly()) {
        cli.out()
            .line(
                (there ? "already there: " : "made ")
                    + TerminalText.oneLine(store.toString())
                    + " (schema version "
                    + version
                    + ")");
      }
      return ExitCode.OK;
    }
    cli.printObject(
        json -> {
          json.writeStringField("path", store.toString());
          json.writeBooleanField("created", !there);
          json.writeNumberField("version", version);
        });
    return ExitCode.OK;
  }
}
