package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.schema.Schema;
import java.io.IOException;
import java.util.List;

final class MigrateStore extends CliCommand {
  private final Value<Integer> to =
      number("--to", "V", "Stop at this version (default: the newest).");

  MigrateStore() {
    describe("Each step is one transaction. A newer store is refused. Make a backup before.");
    examples("db backup before.db && atocore db migrate");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int before = Schema.at(cli.location()).status().version();
    SchemaMove.print(cli, before, Schema.at(cli.location()).migrate(to.get()), List.of());
    return ExitCode.OK;
  }
}
