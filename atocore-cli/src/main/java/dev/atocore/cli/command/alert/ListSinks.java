package dev.atocore.cli.command.alert;

import dev.atocore.alerts.sink.SinkStatus;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListSinks extends CliCommand {
  ListSinks() {
    describe("Where alerts go, with the last success and the last error of each. Shows no secret.");
    examples("alert sinks", "alert sinks -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, new View(), cli.alerts().sinks());
    return ExitCode.OK;
  }

  /** How they look as rows of a list. */
  private static final class View extends RowShape<SinkStatus> {
    View() {
      super(
          "sinks",
          "SINK,KIND,TARGET,FROM,LAST SUCCESS,WAITING,DEAD,LAST ERROR",
          "sink,kind,target,min_severity,last_success,last_error_at,last_error,waiting,dead");
    }

    @Override
    public @Nullable Object[] cells(SinkStatus row) {
      return row(
          row.id(),
          row.kind(),
          row.target(),
          row.min().text(),
          AlertView.time(row.lastSuccess()),
          row.waiting(),
          row.dead(),
          lastError(row));
    }

    private static @Nullable String lastError(SinkStatus row) {
      String at = AlertView.time(row.lastErrorAt());
      return at == null || row.lastError() == null ? row.lastError() : at + " " + row.lastError();
    }

    @Override
    public @Nullable Object[] csv(SinkStatus row) {
      return row(
          row.id(),
          row.kind(),
          row.target(),
          row.min().text(),
          AlertView.time(row.lastSuccess()),
          AlertView.time(row.lastErrorAt()),
          row.lastError(),
          row.waiting(),
          row.dead());
    }
  }
}
