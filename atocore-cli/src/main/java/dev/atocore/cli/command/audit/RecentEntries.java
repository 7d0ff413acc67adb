package dev.atocore.cli.command.audit;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
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
    AuditPage page = cli.store().audit().recent(filter, limit.or(Defaults.PAGE), after.get());
    RowOutput.page(cli, EntryView.ROWS, page.entries(), page.next());
    String next = page.next();
    if (next != null && page.entries().size() < limit.or(Defaults.PAGE)) {
      cli.note("not all was looked at: older ones may match; go on with --after " + next);
    } else {
      ProjectHint.give(cli, filter.project(), page.entries().isEmpty());
    }
    return ExitCode.OK;
  }
}
