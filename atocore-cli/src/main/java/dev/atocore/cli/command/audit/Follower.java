package dev.atocore.cli.command.audit;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.log.StoreLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads what was added to the log since the last look. An entry that waited in the spool comes
 * later than its id says, so the ids left out so far are looked at again.
 */
final class Follower {
  private static final int PAGE = 500;
  private static final int MOST_GAPS = 1_000;

  private final StoreLog audit;
  private final List<Gap> gaps = new ArrayList<>();
  private long seen;

  /**
   * Begins after an entry.
   *
   * @param seen the id of the last one read; 0 for the beginning
   */
  Follower(StoreLog audit, long seen) {
    this.audit = audit;
    this.seen = seen;
  }

  /** Hands over the new entries, in the order of their ids. */
  void poll(Consumer<AuditEntry> each) {
    late(each);
    List<AuditEntry> fresh;
    do {
      fresh = audit.between(seen + 1, Long.MAX_VALUE, PAGE);
      for (AuditEntry entry : fresh) {
        if (entry.id() > seen + 1 && gaps.size() < MOST_GAPS) {
          gaps.add(new Gap(seen + 1, entry.id() - 1));
        }
        seen = entry.id();
        each.accept(entry);
      }
    } while (fresh.size() == PAGE);
  }

  private void late(Consumer<AuditEntry> each) {
    for (Gap gap : List.copyOf(gaps)) {
      List<AuditEntry> late = audit.between(gap.first(), gap.last(), PAGE);
      if (late.isEmpty()) {
        continue;
      }
      int at = gaps.indexOf(gap);
      gaps.remove(at);
      long next = gap.first();
      for (AuditEntry entry : late) {
        if (entry.id() > next) {
          gaps.add(at++, new Gap(next, entry.id() - 1));
        }
        next = entry.id() + 1;
        each.accept(entry);
      }
      if (next <= gap.last()) {
        gaps.add(at, new Gap(next, gap.last()));
      }
    }
  }

  /** Ids that no entry had so far. */
  private record Gap(long first, long last) {}
}
