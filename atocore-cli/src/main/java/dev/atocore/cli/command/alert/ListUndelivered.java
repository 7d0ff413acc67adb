package dev.atocore.cli.command.alert;

import dev.atocore.alerts.delivery.Undelivered;
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
  private static final class View implements RowShape<Undelivered> {
    @Override
    public String plural() {
      return "undelivered";
    }

    @Override
    public String[] titles() {
      return new String[] {"ID", "SINK", "STATE", "TRIES", "NEXT", "ALERT"};
    }

    @Override
    public @Nullable String[] cells(Undelivered row) {
      String reason = row.reason();
      return new @Nullable String[] {
        row.alert().id(),
        row.sinkId(),
        row.dead() ? "dead" : "waiting",
        Integer.toString(row.attempts()),
        AlertView.time(row.nextAttempt()),
        row.alert().title() + (reason == null ? "" : " (" + reason + ")")
      };
    }

    @Override
    public String[] csvNames() {
      return new String[] {
        "id", "sink", "severity", "title", "dead", "attempts", "next_attempt", "reason"
      };
    }

    @Override
    public @Nullable Object[] csv(Undelivered row) {
      return new @Nullable Object[] {
        row.alert().id(),
        row.sinkId(),
        row.alert().severity().text(),
        row.alert().title(),
        row.dead(),
        row.attempts(),
        AlertView.time(row.nextAttempt()),
        row.reason()
      };
    }

    @Override
    public String id(Undelivered row) {
      return row.alert().id();
    }
  }
}
