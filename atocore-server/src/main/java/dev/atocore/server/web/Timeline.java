package dev.atocore.server.web;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.guard.GuardedLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of what happened to a memory, newest first.
 *
 * @param entries the entries of the page
 * @param newest the newest entry of all; null when the log has none
 * @param newer where the page before begins, as {@code before}: 0 for the newest entries, null when
 *     these are they
 * @param older where the next page begins; null when this is the last
 */
record Timeline(
    List<AuditEntry> entries,
    @Nullable AuditEntry newest,
    @Nullable Long newer,
    @Nullable Long older) {
  static final int PAGE = 20;

  Timeline {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a page.
   *
   * @param before only versions below this; 0 for the newest
   */
  static Timeline of(GuardedLog log, String memoryId, long before) {
    AuditPage page = log.versions(memoryId, before == 0 ? null : Long.valueOf(before), PAGE);
    List<AuditEntry> entries = page.entries();
    AuditEntry newest =
        before == 0 ? first(entries) : first(log.versions(memoryId, null, 1).entries());
    AuditEntry top = first(entries);
    String next = page.next();
    return new Timeline(
        entries,
        newest,
        newer(newest, top == null ? before - 1 : top.version()),
        next == null ? null : Long.valueOf(next));
  }

  private static @Nullable Long newer(@Nullable AuditEntry newest, long top) {
    if (newest == null || top >= newest.version()) {
      return null;
    }
    long before = top + PAGE + 1;
    return before > newest.version() ? 0L : before;
  }

  /** Whether there are entries on other pages. */
  boolean paged() {
    return newer != null || older != null;
  }

  private static @Nullable AuditEntry first(List<AuditEntry> entries) {
    return entries.isEmpty() ? null : entries.get(0);
  }
}
