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
  private static final class View implements RowShape<SinkStatus> {
    @Override
    public String plural() {
      return "sinks";
    }

    @Override
    public String[] titles() {
      return new String[] {
        "SINK", "KIND", "TARGET", "FROM", "LAST SUCCESS", "WAITING", "DEAD", "LAST ERROR"
      };
    }

    @Override
    public @Nullable String[] cells(SinkStatus row) {
      return new @Nullable String[] {
        row.id(),
        row.kind(),
        row.target(),
        row.min().text(),
        AlertView.time(row.lastSuccess()),
        Integer.toString(row.waiting()),
        Integer.toString(row.dead()),
        lastError(row)
      };
    }

    private static @Nullable String lastError(SinkStatus row) {
      String at = AlertView.time(row.lastErrorAt());
      return at == null || row.lastError() == null ? row.lastError() : at + " " + row.lastError();
    }

    @Override
    public String[] csvNames() {
      return new String[] {
        "sink",
        "kind",
        "target",
        "min_severity",
        "last_success",
        "last_error_at",
        "last_error",
        "waiting",
        "dead"
      };
    }

    @Override
    public @Nullable Object[] csv(SinkStatus row) {
      return new @Nullable Object[] {
        row.id(),
        row.kind(),
        row.target(),
        row.min().text(),
        AlertView.time(row.lastSuccess()),
        AlertView.time(row.lastErrorAt()),
        row.lastError(),
        row.waiting(),
        row.dead()
      };
    }

    @Override
    public String id(SinkStatus row) {
      return row.id();
    }
  }
}
