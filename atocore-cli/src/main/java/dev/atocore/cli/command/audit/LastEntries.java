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
    List<AuditEntry> held = new ArrayList<>();
    long newest = 0;
    long oldest = 0;
    int left = most;
    String next = null;
    while (left > 0) {
      AuditPage page = audit.recent(filter, Math.min(left, PagedRows.PAGE), next);
      for (AuditEntry entry : page.entries()) {
        newest = newest == 0 ? entry.id() : newest;
        oldest = entry.id();
        if (held.size() < PagedRows.PAGE) {
          held.add(entry);
        }
      }
      left -= page.entries().size();
      next = page.next();
      if (next == null) {
        break;
      }
    }
    if (most - left <= PagedRows.PAGE) {
      Collections.reverse(held);
      held.forEach(each);
      return;
    }
    long last = newest;
    audit.export(
        filter,
        oldest - 1,
        entry -> {
          if (entry.id() <= last) {
            each.accept(entry);
          }
        });
  }
}
