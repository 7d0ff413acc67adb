package dev.atocore.server.metrics;

import dev.atocore.audit.log.AuditTally;
import dev.atocore.core.log.StoreLog;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the changes of the whole store by action. The first look counts the log in an index; each
 * later one counts what is new alone. Thread-safe.
 */
final class MutationTally {
  private final StoreLog audit;
  private final Map<String, Long> counts = new TreeMap<>();
  private long counted;

  MutationTally(StoreLog audit) {
    this.audit = audit;
  }

  synchronized Map<String, Long> counts() {
    AuditTally more = audit.tally(counted);
    more.byAction().forEach((action, count) -> counts.merge(action, count, Long::sum));
    counted = Math.max(counted, more.lastId());
    return new TreeMap<>(counts);
  }
}
