package dev.atocore.cli.command.integrity;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.result.IntegrityResult;
import java.io.IOException;

final class LastResult extends CliCommand {
  private final Value<Boolean> diff =
      flag("--diff", "What is new, gone and still there since the run of all checks before.");

  LastResult() {
    describe("What the last 'integrity run' found, up to 20 findings of each check. Runs nothing.");
    examples("integrity last", "integrity last --diff", "integrity last -o json");
    reports("sarif", "junit");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    if (diff.isGiven()) {
      DiffView.print(
          cli,
          Integrity.of(cli.store(), cli.alerts())
              .diff()
              .orElseThrow(
                  () ->
                      CliException.failed(
                          "not_found",
                          "there were no two runs of all checks on this store to compare;"
                              + " 'atocore integrity run' is one")));
      return ExitCode.OK;
    }
    IntegrityResult last =
        Integrity.last(cli.store())
            .orElseThrow(
                () ->
                    CliException.failed(
                        "not_found",
                        "no check has run on this store; 'atocore integrity run' does"));
    ResultView.print(cli, last);
    return ExitCode.OK;
  }
}
