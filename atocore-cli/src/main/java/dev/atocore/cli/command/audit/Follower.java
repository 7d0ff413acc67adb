package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.log.StoreLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what was added to the log since the last look. An entry of a writer that was slower than
 * another beside it, or one that waited in the spool, comes later than its id says: so the ids left
 * out so far are looked at again, the longer ago the more seldom.
 */
final class Follower {
  private static final int PAGE = 500;
  private static final int MOST_GAPS = 1_000;

  /** A gap is looked at again after no more than so many looks at the log. */
  private static final int SELDOM = 64;

  private final StoreLog audit;
  private final List<Gap> gaps = new ArrayList<>();
  private long seen;
  private long looks;

  /**
   * Begins after an entry.
   *
   * @param seen the id of the last one read; 0 for the beginning
   */
  Follower(StoreLog audit, long seen) {
    this(audit, seen, seen);
  }

  /**
   * The same, where some before it may still come.
   *
   * @param settled the id up to which none does
   */
  Follower(StoreLog audit, long seen, long settled) {
    this.audit = audit;
    this.seen = seen;
    long last = Math.max(settled, seen - PAGE);
    if (last < seen) {
      for (AuditEntry entry : audit.between(last + 1, seen, PAGE)) {
        note(last + 1, entry.id() - 1, 1);
        last = entry.id();
      }
    }
  }

  /** Hands over the new entries, in the order of their ids. */
  void poll(Consumer<AuditEntry> each) {
    looks++;
    late(each);
    List<AuditEntry> fresh;
    do {
      fresh = audit.between(seen + 1, Long.MAX_VALUE, PAGE);
      for (AuditEntry entry : fresh) {
        note(seen + 1, entry.id() - 1, 1);
        seen = entry.id();
        each.accept(entry);
      }
    } while (fresh.size() == PAGE);
  }

  private void late(Consumer<AuditEntry> each) {
    for (Gap gap : List.copyOf(gaps)) {
      if (gap.due() > looks) {
        continue;
      }
      gaps.remove(gap);
      long next = gap.first();
      for (AuditEntry entry : audit.between(gap.first(), gap.last(), PAGE)) {
        note(next, entry.id() - 1, 1);
        next = entry.id() + 1;
        each.accept(entry);
      }
      note(next, gap.last(), Math.min(SELDOM, 2 * gap.after()));
    }
  }

  private void note(long first, long last, int after) {
    if (first > last) {
      return;
    }
    if (gaps.size() == MOST_GAPS) {
      // The one that is open for longest is the least likely to be filled.
      gaps.remove(0);
    }
    gaps.add(new Gap(first, last, after, looks + after));
  }

  /**
   * Ids that no entry had so far.
   *
   * @param after how many looks lie between two at these
   * @param due at which one it is their turn
   */
  private record Gap(long first, long last, int after, long due) {}
}
