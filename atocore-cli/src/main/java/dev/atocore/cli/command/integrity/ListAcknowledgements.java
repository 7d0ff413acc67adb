package dev.atocore.cli.command.integrity;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.history.Acknowledgement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class ListAcknowledgements extends CliCommand {
  private final Value<Boolean> all =
      flag("--all", "Those too that were taken back or have run out.");
  private final Value<Boolean> history =
      flag("--history", "Instead: each time one was made or taken back, oldest first.");

  ListAcknowledgements() {
    describe("The findings that are accepted, by whom, why and until when.");
    examples("integrity acks", "integrity acks --all -o json", "integrity acks --history");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Integrity integrity = Integrity.of(cli.store(), cli.alerts());
    if (history.isGiven()) {
      RowOutput.all(cli, new AckEventView(), integrity.acknowledgementEvents());
      return ExitCode.OK;
    }
    List<Acknowledgement> acks = new ArrayList<>(integrity.acknowledgements());
    if (!all.isGiven()) {
      acks.removeIf(ack -> !ack.holds(cli.now()));
    }
    RowOutput.all(cli, new AckView(), acks);
    return ExitCode.OK;
  }
}
