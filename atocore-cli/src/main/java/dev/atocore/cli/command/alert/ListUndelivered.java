package dev.atocore.cli.command.alert;

import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListUndelivered extends CliCommand {
  ListUndelivered() {
    describe("What no receiver took yet, and what was given up (dead), with the reason.");
    examples("alert list-undelivered", "alert list-undelivered -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    RowOutput.all(cli, new View(), cli.alerts().listUndelivered());
    return ExitCode.OK;
  }

  /** How they look as rows of a list. */
  private static final class View extends RowShape<Undelivered> {
    View() {
      super(
          "undelivered",
          "ID,SINK,STATE,TRIES,NEXT,ALERT",
          "id,sink,severity,title,dead,attempts,next_attempt,reason");
    }

    @Override
    public @Nullable Object[] cells(Undelivered row) {
      String reason = row.reason();
      return row(
          row.alert().id(),
          row.sinkId(),
          row.dead() ? "dead" : "waiting",
          row.attempts(),
          AlertView.time(row.nextAttempt()),
          row.alert().title() + (reason == null ? "" : " (" + reason + ")"));
    }

    @Override
    public @Nullable Object[] csv(Undelivered row) {
      return row(
          row.alert().id(),
          row.sinkId(),
          row.alert().severity().text(),
          row.alert().title(),
          row.dead(),
          row.attempts(),
          AlertView.time(row.nextAttempt()),
          row.reason());
    }
  }
}
