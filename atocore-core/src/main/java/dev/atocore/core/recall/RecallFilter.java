package dev.atocore.core.recall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which answers to list. A null part does not restrict.
 *
 * @param key only those given to this key
 * @param memory only those that told this memory
 * @param since only those given then or later
 */
public record RecallFilter(@Nullable String key, @Nullable String memory, @Nullable Instant since) {
  /** Every answer. */
  public static final RecallFilter ALL = new RecallFilter(null, null, null);
}
