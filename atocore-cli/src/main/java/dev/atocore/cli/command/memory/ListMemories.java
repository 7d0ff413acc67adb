package dev.atocore.cli.command.memory;

import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.ProjectHint;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.cli.show.MemoryView;
import dev.atocore.core.Memories;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;

final class ListMemories extends MemoryFilterOptions {
  private final Value<String> at =
      text("--at", "TIME", "Only what was valid then: ISO-8601, a date, or an age such as 2h.");
  private final Value<Boolean> includeExpired =
      flag("--include-expired", "What was valid before --at TIME counts too.");
  private final Value<Integer> limit = number("--limit", "N", "At most so many (default: 50).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  private final Value<String> asOf =
      text("--as-of", "TIME", "As the store was then: ISO-8601, a date, or an age such as 2h.");

  private final Value<Boolean> record = flag("--record", MemoryArguments.RECORD);

  ListMemories() {
    super("");
    describe("Newest first. The past comes from the audit log.");
    examples(
        "memory list --status candidate",
        "memory list --project atlas --type knowledge -o csv",
        "memory list --as-of 7d --status active",
        "memory list --user ada --meta team=core --at 2026-12-24",
        "memory list --status candidate -q | atocore memory reject -");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    MemoryFilter filter =
        filter()
            .validAt(at.isGiven() ? Times.parse(at.required(), cli.now()) : null)
            .includeExpired(includeExpired.isGiven());
    int most = limit.or(Defaults.PAGE);
    Instant then = asOf.isGiven() ? Times.parse(asOf.required(), cli.now()) : null;
    Memories memories = cli.memories(record);
    MemoryPage page =
        then == null
            ? memories.list(filter, most, after.get())
            : memories.listAsOf(then, filter, most, after.get());
    RowOutput.page(cli, MemoryView.ROWS, page.memories(), page.next());
    String next = page.next();
    if (next != null && page.memories().size() < most) {
      cli.note("not all was looked at: older ones may match; go on with --after " + next);
    } else {
      ProjectHint.give(cli, filter.project(), page.memories().isEmpty());
    }
    if (page.erased() > 0) {
      cli.note(page.erased() + " left out: what they said then is redacted or pruned");
    }
    return ExitCode.OK;
  }
}
