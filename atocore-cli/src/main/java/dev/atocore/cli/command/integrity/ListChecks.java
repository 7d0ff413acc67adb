package dev.atocore.cli.command.integrity;

import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.repair.Repair;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListChecks extends CliCommand {
  ListChecks() {
    describe(
        "The checks in the order in which they run: how bad it is when one finds something, whether it runs every night (cheap) or"
            + " with --full, and whether 'integrity repair' can mend what it finds. Needs no store.");
    examples("integrity list", "integrity list -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, new View(), Integrity.builtIn());
    return ExitCode.OK;
  }

  /** How checks look as rows of a list. */
  private static final class View extends RowShape<IntegrityCheck> {
    View() {
      super("checks", "ID,SEVERITY,COST,REPAIR,FINDS", "id,severity,cost,finds,mend,repair");
    }

    @Override
    public @Nullable Object[] cells(IntegrityCheck check) {
      return row(
          check.id(),
          check.severity().text(),
          check.cost().word(),
          Repair.mends(check) ? "yes" : "no",
          check.finds());
    }

    @Override
    public @Nullable Object[] csv(IntegrityCheck check) {
      return row(
          check.id(),
          check.severity().text(),
          check.cost().word(),
          check.finds(),
          check.mend(),
          Repair.mends(check));
    }
  }
}
