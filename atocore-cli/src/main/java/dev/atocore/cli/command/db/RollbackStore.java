package dev.atocore.cli.command.db;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.core.schema.Schema;
import dev.atocore.core.schema.StepsBack;
import java.io.IOException;

final class RollbackStore extends CliCommand {
  private final Value<Long> to = requiredNumber("--to", "V", "Required: the version to end at.");

  RollbackStore() {
    describe(
        "What the tables of these steps held is gone, and told: make a backup before. Refused while"
            + " the store holds what an older atocore would be wrong about.");
    examples("db backup before.db && atocore db rollback --to 2");
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int before = Schema.at(cli.location()).status().version();
    int target = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, to.required()));
    StepsBack steps = Schema.at(cli.location()).rollback(target);
    SchemaMove.print(cli, before, steps.version(), steps.gone());
    return ExitCode.OK;
  }
}
