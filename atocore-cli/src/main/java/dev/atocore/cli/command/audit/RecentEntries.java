package dev.atocore.cli.command.audit;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.PagedRows;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.Value;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.model.Defaults;
import java.io.IOException;

final class RecentEntries extends EntryFilterOptions {

  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  RecentEntries() {
    describe("Newest first. " + ACTOR_CHOOSES);
    examples(
        "audit recent --since 1d",
        "audit recent --actor agent-7 --action promoted -o json",
        "audit recent --request 2b1f0c9e-…",
        "audit recent --user ada --agent helper",
        "audit recent --project atlas --limit 10 -o csv");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    AuditFilter filter = filter(cli);
    StoreLog audit = cli.store().audit();
    boolean nothing =
        PagedRows.print(
            cli,
            EntryView.ROWS,
            limit.or(Defaults.PAGE),
            after.get(),
            (most, from) -> {
              AuditPage page = audit.recent(filter, most, from);
              return new PagedRows.Page<>(page.entries(), page.next());
            });
    ProjectHint.give(cli, filter.project(), nothing);
    return ExitCode.OK;
  }
}
