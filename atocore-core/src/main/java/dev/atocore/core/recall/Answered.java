package dev.atocore.core.recall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to the log.
 *
 * @param at when, in milliseconds since 1970
 * @param query what was searched for, if that is to be kept
 * @param memories what was told, best first
 */
record Answered(
    Reader reader, long at, @Nullable String project, @Nullable String query, List<Told> memories) {

  /** About how much of the queue it takes. */
  int weight() {
    return 1 + memories.size();
  }
}
