package dev.atocore.core.model;

import dev.atocore.core.text.TextRules;
import org.jspecify.annotations.Nullable;

/**
 * Whose a memory is, which agent made it, and in which run. In a filter a null part does not
 * restrict; in a {@link MemoryPatch} it leaves what is there, and an empty one clears it.
 *
 * @param userId the user; null when it is nobody's
 * @param agentId the agent; null when unknown
 * @param runId the run; null when unknown
 */
public record Owner(@Nullable String userId, @Nullable String agentId, @Nullable String runId) {
  /** Nobody's. */
  public static final Owner NONE = new Owner(null, null, null);

  /** With these parts, none made anew where all are null. */
  public static Owner of(
      @Nullable String userId, @Nullable String agentId, @Nullable String runId) {
    return userId == null && agentId == null && runId == null
        ? NONE
        : new Owner(userId, agentId, runId);
  }

  /** Whether no part is known. By hand: the first equals of a record costs a command 5 ms. */
  public boolean isNobody() {
    return userId == null && agentId == null && runId == null;
  }

  /** The same of that user. */
  public Owner user(@Nullable String user) {
    return of(user, agentId, runId);
  }

  /** The same by that agent. */
  public Owner agent(@Nullable String agent) {
    return of(userId, agent, runId);
  }

  /** The same in that run. */
  public Owner run(@Nullable String run) {
    return of(userId, agentId, run);
  }

  /** Whether a memory of that owner is among those that this one, as a filter, lets through. */
  public boolean includes(Owner other) {
    return (userId == null || userId.equals(other.userId))
        && (agentId == null || agentId.equals(other.agentId))
        && (runId == null || runId.equals(other.runId));
  }

  /** What another owner becomes by this one, as a patch. */
  Owner over(Owner old) {
    return of(
        MemoryPatch.replace(old.userId, userId),
        MemoryPatch.replace(old.agentId, agentId),
        MemoryPatch.replace(old.runId, runId));
  }

  /** Checks every part. */
  void require(boolean mayClear) {
    require("user", userId, mayClear);
    require("agent", agentId, mayClear);
    require("run", runId, mayClear);
  }

  private static void require(String what, @Nullable String name, boolean mayClear) {
    if (name != null && !(mayClear && name.isEmpty())) {
      TextRules.requireName(what, name);
    }
  }
}
