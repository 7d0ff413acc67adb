package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.cli.run.PagedRows;
import dev.atocore.core.log.StoreLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last entries of the log, oldest first, of which few are held. */
final class LastEntries {
  private final StoreLog audit;
  private final AuditFilter filter;
  private final int most;

  /** So many, or all that there are. */
  LastEntries(StoreLog audit, AuditFilter filter, int most) {
    this.audit = audit;
    this.filter = filter;
    this.most = most;
  }

  /** A long list is walked twice: back to where it begins, and then forth. */
  void forEach(Consumer<AuditEntry> each) {
    if (most == 0) {
      return;
    }
    AuditPage page = page(most, null);
    if (page.next() == null || page.entries().size() == most) {
      List<AuditEntry> held = new ArrayList<>(page.entries());
      Collections.reverse(held);
      held.forEach(each);
      return;
    }
    long newest = page.entries().get(0).id();
    int left = most - page.entries().size();
    String next = page.next();
    while (left > 0 && next != null) {
      page = page(left, next);
      left -= page.entries().size();
      next = page.next();
    }
    long oldest = page.entries().get(page.entries().size() - 1).id();
    audit.export(
        filter,
        oldest - 1,
        entry -> {
          if (entry.id() <= newest) {
            each.accept(entry);
          }
        });
  }

  private AuditPage page(int left, @Nullable String after) {
    return audit.recent(filter, Math.min(left, PagedRows.PAGE), after);
  }
}
