package dev.atocore.cli.audit;

import dev.atocore.audit.AuditFilter;
import dev.atocore.audit.AuditPage;
import dev.atocore.cli.Cli;
import dev.atocore.cli.CliCommand;
import dev.atocore.cli.ExitCode;
import dev.atocore.cli.RowOutput;
import dev.atocore.cli.Value;
import java.io.IOException;

final class RecentEntries extends CliCommand {
  private static final int DEFAULT_LIMIT = 50;

  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> action = text("--action", "VERB", "Only " + EntryFilter.ACTIONS);
  private final Value<String> project =
      text("--project", "ID", "Only this project, as it was at the time.");
  private final Value<String> request = text("--request", "ID", "Only this command or request.");
  private final Value<String> since = text("--since", "TIME", "Not before: " + EntryFilter.TIME);
  private final Value<String> until = text("--until", "TIME", "Before: " + EntryFilter.TIME);
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  @Override
  protected int run(Cli cli) throws IOException {
    AuditFilter filter =
        new AuditFilter(
            actorOption(),
            EntryFilter.action(action),
            project.get(),
            request.get(),
            EntryFilter.time(cli, since),
            EntryFilter.time(cli, until));
    AuditPage page = cli.store().audit().recent(filter, limit.or(DEFAULT_LIMIT), after.get());
    RowOutput.page(cli, EntryView.ROWS, page.entries(), page.next());
    return ExitCode.OK;
  }

  @Override
  protected boolean listsRows() {
    return true;
  }

  @Override
  protected String[] description() {
    return new String[] {
      "Newest first. Here --actor chooses whose entries; ATOCORE_ACTOR does not."
    };
  }

  @Override
  protected String[] examples() {
    return new String[] {
      "audit recent --since 1d",
      "audit recent --actor agent-7 --action promoted -o json",
      "audit recent --project atlas --limit 10 -o csv"
    };
  }
}
