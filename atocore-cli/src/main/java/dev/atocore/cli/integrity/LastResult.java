package dev.atocore.cli.integrity;

import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.CliException;
import dev.atocore.cli.ExitCode;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.IntegrityResult;
import java.io.IOException;
import java.util.Optional;

final class LastResult extends CliCommand {
  @Override
  protected int run(Cli cli) throws IOException {
    Optional<IntegrityResult> last = Integrity.last(cli.store());
    if (last.isEmpty()) {
      throw CliException.failed(
          "not_found", "no check has run on this store; 'atocore integrity run' does");
    }
    ResultView.print(cli, last.get());
    return ExitCode.OK;
  }

  @Override
  protected String[] description() {
    return new String[] {"What the last 'integrity run' found. Runs nothing."};
  }

  @Override
  protected String[] examples() {
    return new String[] {"integrity last", "integrity last -o json"};
  }
}
