package dev.atocore.cli.command.alert;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.sink.Undelivered;
import dev.atocore.alerts.sink.UndeliveredPage;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.PagedRows;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Defaults;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

final class ListUndelivered extends CliCommand {
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  ListUndelivered() {
    describe(
        "What no receiver took yet, and what was given up (dead), with the reason. Oldest first,"
            + " the dead behind the others.");
    examples("alert list-undelivered", "alert list-undelivered --limit 1000 -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int most = limit.or(Defaults.PAGE);
    if (most < 1) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    Alerts alerts = cli.alerts();
    PagedRows.print(
        cli,
        new View(),
        most,
        after.get(),
        (count, from) -> {
          UndeliveredPage page = alerts.listUndelivered(count, from);
          return new PagedRows.Page<>(page.undelivered(), page.next());
        });
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
