package dev.atocore.core.recall;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Who reads memories.
 *
 * @param door by which way
 * @param key the name of the key that was authenticated; null when none was
 * @param onBehalfOf for whom, as the reader claims; null when nothing is claimed
 * @param requestId the request that the answer belongs to; null when unknown
 */
public record Reader(
    RecallDoor door,
    @Nullable String key,
    @Nullable String onBehalfOf,
    @Nullable String requestId) {
  /** Checks the door. */
  public Reader {
    requireNonNull(door, "door is null");
  }
}
