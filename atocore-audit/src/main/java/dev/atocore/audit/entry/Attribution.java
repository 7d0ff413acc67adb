package dev.atocore.audit.entry;

import org.jspecify.annotations.Nullable;

/**
 * For whom a change was made, and whose memory it is: what an entry may say beside its first form.
 * An entry that says any of it has a hash of the second form; see {@link AuditHash}.
 *
 * @param onBehalfOf for whom the actor says to act; null when it says nothing
 * @param userId whose the memory is after the change; null when nobody's
 * @param agentId which agent made it; null when unknown
 * @param runId in which run; null when unknown
 */
public record Attribution(
    @Nullable String onBehalfOf,
    @Nullable String userId,
    @Nullable String agentId,
    @Nullable String runId) {
  /** Says nothing. */
  public static final Attribution NONE = new Attribution(null, null, null, null);

  /** With these values, none of them made anew where all are null. */
  public static Attribution of(
      @Nullable String onBehalfOf,
      @Nullable String userId,
      @Nullable String agentId,
      @Nullable String runId) {
    return onBehalfOf == null && userId == null && agentId == null && runId == null
        ? NONE
        : new Attribution(onBehalfOf, userId, agentId, runId);
  }

  /** Whether nothing is said, so that the entry has the first form. */
  public boolean isNone() {
    return onBehalfOf == null && userId == null && agentId == null && runId == null;
  }
}
