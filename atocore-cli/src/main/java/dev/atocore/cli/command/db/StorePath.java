package dev.atocore.cli.command.db;

import dev.atocore.cli.out.TerminalText;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.core.store.StoreLocation;
import java.io.IOException;

final class StorePath extends CliCommand {
  StorePath() {
    describe(
        "The one name of its file, past links, '..' and '~', whatever it was called; it need not be"
            + " there. All that belongs to a store lies beside that name. Opens nothing.");
    examples("db path", "--db file:memory.db db path");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    StoreLocation file = cli.location();
    if (cli.forPeople()) {
      cli.out().line(TerminalText.oneLine(file.toString()));
    } else {
      cli.printObject(json -> json.writeStringField("path", file.toString()));
    }
    return ExitCode.OK;
  }
}
