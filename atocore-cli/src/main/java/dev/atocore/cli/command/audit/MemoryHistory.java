package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.cli.run.Cli;
import dev.atocore.cli.run.CliException;
import dev.atocore.cli.run.ExitCode;
import dev.atocore.cli.run.RowOutput;
import dev.atocore.cli.run.Value;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.log.StoreLog;
import dev.atocore.core.recall.RecallSession;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class MemoryHistory extends EntryFilterOptions {
  private static final int PAGE = 500;

  private final Value<String> memory = argument("MEMORY_ID", "The memory.");
  private final Value<Integer> limit =
      number("--limit", "N", "At most so many entries (default: all).");
  private final Value<String> after =
      text("--after", "CURSOR", "Go on after the page that gave this as its next.");

  private final Value<Boolean> record =
      flag("--record", "Leave a record of what is told ('recall list').");

  MemoryHistory() {
    describe("Oldest first, each with the words it changed. " + ACTOR_CHOOSES);
    examples(
        "audit history 0198c0de-…",
        "audit history 0198c0de-… --actor agent-7 --since 7d",
        "audit history 0198c0de-… -o ndjson");
    listsRows();
  }

  @Override
  protected int run(Cli cli) throws IOException {
    int most = limit.or(Integer.MAX_VALUE);
    if (most < 1) {
      throw CliException.invalid("limit is " + most + ", not at least 1");
    }
    AuditFilter filter = filter(cli);
    MemoryStore store = cli.store();
    Entries entries = new Entries(store.audit(), filter, most, cli.session(record));
    if (!entries.next()
        && store.audit().history(memory.required(), AuditFilter.ALL, 1, null).entries().isEmpty()) {
      nothing(cli, store);
      return ExitCode.OK;
    }
    if (!cli.forPeople() || cli.idsOnly()) {
      RowOutput<AuditEntry> rows = RowOutput.begin(cli, EntryView.ROWS);
      do {
        entries.page.entries().forEach(rows::row);
      } while (entries.next());
      rows.end(entries.cursor);
      return ExitCode.OK;
    }
    EntryText text = new EntryText(cli);
    do {
      entries.page.entries().forEach(text::inHistory);
    } while (entries.next());
    if (entries.cursor != null) {
      cli.note("there is more: --after " + entries.cursor);
    }
    if (entries.left == most) {
      cli.note("nothing found");
    }
    for (AuditEntry waiting : store.audit().pending().entries()) {
      if (waiting.memoryId().equals(memory.required())) {
        cli.note(
            "entry "
                + waiting.id()
                + " of version "
                + waiting.version()
                + " waits in the spool; run 'atocore audit replay'");
      }
    }
    return ExitCode.OK;
  }

  /** An unknown memory is an error; one that another program wrote only lacks entries. */
  private void nothing(Cli cli, MemoryStore store) throws IOException {
    if (store.memories().find(memory.required()).isEmpty()) {
      throw CliException.failed("not_found", "there is no memory \"" + memory.required() + "\"");
    }
    RowOutput.page(cli, EntryView.ROWS, List.of(), null);
    cli.note("the memory has no entries; 'atocore audit verify' says more");
  }

  /** The entries page by page, so that a long history is never held as a whole. */
  private final class Entries {
    private final StoreLog audit;
    private final AuditFilter filter;
    private final RecallSession session;
    private int left;
    private @Nullable String cursor = after.get();
    private boolean more = true;
    private AuditPage page = new AuditPage(List.of(), null);

    Entries(StoreLog audit, AuditFilter filter, int most, RecallSession session) {
      this.audit = audit;
      this.session = session;
      this.filter = filter;
      this.left = most;
    }

    boolean next() {
      if (!more || left == 0) {
        return false;
      }
      page = audit.history(memory.required(), filter, Math.min(left, PAGE), cursor);
      page.entries().forEach(entry -> session.told(entry.memoryId(), entry.version()));
      left -= page.entries().size();
      cursor = page.next();
      more = cursor != null;
      return !page.entries().isEmpty();
    }
  }
}
