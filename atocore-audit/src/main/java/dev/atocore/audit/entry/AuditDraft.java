package dev.atocore.audit.entry;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What an entry will say, before it has an id, a salt and a hash.
 *
 * @param memoryId the memory that changed
 * @param version the version the change led to; 1 for a new memory
 * @param action what the change did
 * @param actor who made it, one line
 * @param project the project of the memory after the change (before it, if there is no after); null
 *     when it has none
 * @param before the image before the change as JSON text; null for a new memory
 * @param after the image after the change as JSON text
 * @param note why, in the actor's words; null when nothing was said
 * @param timestamp when, ISO-8601 UTC with six fraction digits and {@code Z}; never earlier than
 *     the memory's previous entry
 * @param requestId the command or request this change belongs to; null when unknown
 * @param prevHash the hash of the memory's previous entry; null for its first
 * @param attribution for whom the change is made, and whose memory it is
 */
public record AuditDraft(
    String memoryId,
    long version,
    AuditAction action,
    String actor,
    @Nullable String project,
    @Nullable String before,
    @Nullable String after,
    @Nullable String note,
    String timestamp,
    @Nullable String requestId,
    @Nullable ByteString prevHash,
    Attribution attribution) {
  /** Checks that the required parts are there. */
  public AuditDraft {
    requireNonNull(memoryId, "memoryId is null");
    requireNonNull(action, "action is null");
    requireNonNull(actor, "actor is null");
    requireNonNull(timestamp, "timestamp is null");
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + ", not at least 1");
    }
  }
}
