package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;

final class StorePath extends CliCommand {
  private final Value<String> beside =
      text(
          "--beside",
          "ENDING",
          "The file with that ending that belongs to the store, on this machine, such as"
              + " .audit-spool.ndjson.");

  StorePath() {
    describe(
        "The one name of its file, past links, '..' and '~', whatever it was called; it need not be"
            + " there. All that belongs to a store lies beside that name. Opens nothing.");
    examples("db path", "--db file:memory.db db path", "db path --beside .checkpoint");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLocation place = cli.location();
    String ending = beside.get();
    String file = (ending == null ? place : place.beside(ending)).toString();
    if (cli.forPeople()) {
      cli.out().line(TerminalText.oneLine(file));
    } else {
      cli.printObject(json -> json.writeStringField("path", file));
    }
    return ExitCode.OK;
  }
}
