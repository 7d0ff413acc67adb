package dev.atocore.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A statement, or the text of a chunk, that is not to come back. What it said is not kept.
 *
 * @param id its number
 * @param kind what left it
 * @param keyId which key its hash was made with
 * @param memoryId the memory that was turned down or erased
 * @param entryId the audit entry of that; null when the log had none
 * @param actor who did it
 * @param refusedAt when
 * @param type the type of the memory; null when its row is gone
 * @param project the project of the memory; null when it has none or its row is gone
 * @param userId whose it is; null when nobody's or its row is gone
 * @param agentId which agent made it; null when unknown or its row is gone
 * @param lifted null while it stands
 */
public record Refusal(
    long id,
    Kind kind,
    String keyId,
    String memoryId,
    @Nullable Long entryId,
    String actor,
    String refusedAt,
    @Nullable String type,
    @Nullable String project,
    @Nullable String userId,
    @Nullable String agentId,
    @Nullable Lifted lifted) {
  /** What leaves a refusal. */
  public enum Kind {
    /** A candidate was turned down. */
    REJECTED,
    /** An active memory was withdrawn. */
    INVALIDATED,
    /** A memory was erased. */
    REDACTED,
    /** The text of a chunk that a memory cites was erased with it. */
    SOURCE
  }

  /**
   * That it no longer stands.
   *
   * @param at since when
   * @param by who lifted it
   * @param why in one line; null when nothing is said
   */
  public record Lifted(String at, String by, @Nullable String why) {}

  /** The entry, for a sentence. */
  public String entry() {
    return entryId == null ? "without an audit entry" : "by audit entry " + entryId;
  }
}
