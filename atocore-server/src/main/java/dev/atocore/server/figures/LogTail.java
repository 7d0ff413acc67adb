package dev.atocore.server.figures;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.log.LogCount;
import dev.atocore.core.log.StoreLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts that go on from the entries that the log gained. What other programs write past the log,
 * and what comes late out of the spool, shows when they are counted anew: each time where that is
 * quick, else when they are old. Thread-safe.
 *
 * @param <K> what is counted
 */
final class LogTail<K> {
  /** Beyond this, counting is no slower than reading the entries. */
  private static final int MANY = 500;

  private final StoreLog log;
  private final Supplier<LogCount<K>> counting;
  private final Fold<K> fold;
  private final long quickNanos;
  private final long oldNanos;
  private @Nullable Map<K, Long> counts;
  private long lastId;
  private long countedAt;
  private long countingTook;

  /**
   * A tail.
   *
   * @param counting counts anew
   * @param fold adds an entry
   * @param quick what is counted in that time is counted each time
   * @param old how long other counts go on from the log
   */
  LogTail(
      StoreLog log, Supplier<LogCount<K>> counting, Fold<K> fold, Duration quick, Duration old) {
    this.log = log;
    this.counting = counting;
    this.fold = fold;
    this.quickNanos = quick.toNanos();
    this.oldNanos = old.toNanos();
  }

  /** Adds what an entry changes to the counts. */
  @FunctionalInterface
  interface Fold<K> {
    void add(AuditEntry entry, Sum<K> sum);
  }

  /** Adds a number to one of the counts. */
  @FunctionalInterface
  interface Sum<K> {
    void add(K key, long number);
  }

  /** The counts now. */
  synchronized Map<K, Long> counts() {
    Map<K, Long> known = counts;
    long now = System.nanoTime();
    if (known != null && countingTook > quickNanos && now - countedAt < oldNanos) {
      List<AuditEntry> gained = log.between(lastId + 1, Long.MAX_VALUE, MANY + 1);
      if (gained.size() <= MANY) {
        for (AuditEntry entry : gained) {
          fold.add(entry, (key, number) -> known.merge(key, number, LogTail::sum));
          lastId = entry.id();
        }
        return new LinkedHashMap<>(known);
      }
    }
    LogCount<K> anew = counting.get();
    counts = new LinkedHashMap<>(anew.counts());
    lastId = anew.lastId();
    countedAt = System.nanoTime();
    countingTook = countedAt - now;
    return anew.counts();
  }

  private static long sum(long had, long more) {
    return Math.max(0, had + more);
  }
}
