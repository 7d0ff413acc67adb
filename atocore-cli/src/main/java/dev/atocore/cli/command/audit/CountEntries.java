package dev.atocore.cli.command.audit;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditGrouping;
import dev.atocore.cli.out.RowShape;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class CountEntries extends EntryFilterOptions {
  private static final int BAR = 40;

  private final Value<String> by =
      text("--by", "WHAT", "actor, action, day or project (default: action).");

  CountEntries() {
    describe("How many entries there are of each. " + ACTOR_CHOOSES);
    examples(
        "audit stats",
        "audit stats --by day --since 14d --actor agent-7",
        "audit stats --by actor -o json");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    AuditGrouping grouping = grouping();
    AuditFilter filter = filter(cli);
    List<Row> rows = new ArrayList<>();
    long largest = 1;
    for (Map.Entry<String, Long> entry : cli.store().audit().count(grouping, filter).entrySet()) {
      rows.add(new Row(entry.getKey().isEmpty() ? null : entry.getKey(), entry.getValue()));
      largest = Math.max(largest, entry.getValue());
    }
    RowOutput.all(cli, new View(grouping.name().toLowerCase(Locale.ROOT), largest), rows);
    return ExitCode.OK;
  }

  private AuditGrouping grouping() {
    String word = by.or("action");
    for (AuditGrouping grouping : AuditGrouping.values()) {
      if (grouping.name().toLowerCase(Locale.ROOT).equals(word)) {
        return grouping;
      }
    }
    throw CliException.invalid("--by is \"" + word + "\"; use actor, action, day or project");
  }

  /** A group, null for what belongs to none, and its size. */
  private record Row(@Nullable String name, long count) {}

  /** How counts look as rows of a list. */
  private static final class View extends RowShape<Row> {
    private final long largest;

    View(String grouping, long largest) {
      super("stats", grouping.toUpperCase(Locale.ROOT) + ",COUNT,", grouping + ",count");
      this.largest = largest;
    }

    @Override
    public @Nullable Object[] cells(Row row) {
      int length = (int) Math.max(1, Math.round((double) BAR * row.count() / largest));
      return row(row.name() == null ? "(none)" : row.name(), row.count(), "█".repeat(length));
    }

    @Override
    public @Nullable Object[] csv(Row row) {
      return row(row.name(), row.count());
    }

    @Override
    public String id(Row row) {
      return row.name() == null ? "" : row.name();
    }
  }
}
