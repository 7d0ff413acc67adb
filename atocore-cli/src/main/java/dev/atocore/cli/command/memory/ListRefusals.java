package dev.atocore.cli.command.memory;

import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliCommand;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.PagedRows;
import dev.atocore.cli.run.Value;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Refusal;
import dev.atocore.core.refusal.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class ListRefusals extends CliCommand {
  private final Value<Integer> limit =
      number("--limit", "N", "At most so many (default: " + Defaults.PAGE + ").");
  private final Value<Long> after =
      bigNumber("--after", "ID", "Go on behind that one: the cursor of the page before.");
  private final Value<Boolean> all = flag("--all", "Also those that were lifted, and by whom.");

  ListRefusals() {
    describe(
        "What was rejected, invalidated or erased does not come back: 'memory create' and 'memory"
            + " import' refuse the same text, type and scope. The texts themselves are not kept,"
            + " only hashes under a key beside the store.");
    examples("memory refusals", "memory refusals --all -o json", "memory refusals remove 12");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    Refusals refusals = cli.store().refusals();
    Long from = after.get();
    PagedRows.print(
        cli,
        new View(all.isGiven()),
        limit.or(Defaults.PAGE),
        from == null ? null : from.toString(),
        (most, cursor) -> {
          List<Refusal> page =
              refusals.list(most, cursor == null ? null : Long.valueOf(cursor), all.isGiven());
          boolean more = page.size() == most;
          return new PagedRows.Page<>(
              page, more ? Long.toString(page.get(page.size() - 1).id()) : null);
        });
    long lost = refusals.unrecognised();
    if (lost > 0) {
      cli.note(
          lost
              + " of them are not recognised: their key is not in "
              + refusals.keyFile()
              + "; put it back, or run 'atocore memory refusals rebuild'");
    }
    return ExitCode.OK;
  }

  /** How they look as rows of a list. */
  private static final class View extends RowShape<Refusal> {
    private static final String TITLES =
        "ID=id,TIME=refused_at,KIND=kind,TYPE=type,PROJECT=project,USER=user_id,MEMORY=memory_id,ENTRY=entry_id,ACTOR=actor";
    private static final String NAMES =
        "id,kind,memory_id,entry_id,type,project,user_id,agent_id,actor,refused_at";

    private final boolean all;

    View(boolean all) {
      super(
          "refusals",
          TITLES + (all ? ",LIFTED BY=lifted_by,WHY=lifted_why" : ""),
          NAMES + (all ? ",lifted_at,lifted_by,lifted_why" : ""));
      this.all = all;
    }

    @Override
    public @Nullable Object[] csv(Refusal row) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(row.id());
      cells.add(row.kind().name().toLowerCase(Locale.ROOT));
      cells.add(row.memoryId());
      cells.add(row.entryId());
      cells.add(row.type());
      cells.add(row.project());
      cells.add(row.userId());
      cells.add(row.agentId());
      cells.add(row.actor());
      cells.add(row.refusedAt());
      if (all) {
        Refusal.Lifted lifted = row.lifted();
        cells.add(lifted == null ? null : lifted.at());
        cells.add(lifted == null ? null : lifted.by());
        cells.add(lifted == null ? null : lifted.why());
      }
      return cells.toArray(new @Nullable Object[0]);
    }
  }
}
