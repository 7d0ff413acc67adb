package dev.atocore.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A memory as it is, or was.
 *
 * @param id never changes
 * @param type the stored word, one of {@link MemoryType} unless another program wrote the row
 * @param content what is remembered
 * @param project the project it belongs to; null when to none
 * @param status the stored word, one of {@link MemoryStatus} unless another program wrote the row
 * @param confidence 0 to 1
 * @param referenceCount how often it was reinforced
 * @param lastReferencedAt when it was last reinforced; null when never
 * @param sourceChunkId the chunk it was drawn from, which need not exist; null when unknown
 * @param supersededBy the memory that replaced it; null unless superseded
 * @param version 1 for a new memory, one more with each change
 * @param createdAt ISO-8601 UTC, six fraction digits
 * @param updatedAt ISO-8601 UTC, six fraction digits
 */
public record Memory(
    String id,
    String type,
    String content,
    @Nullable String project,
    String status,
    double confidence,
    long referenceCount,
    @Nullable String lastReferencedAt,
    @Nullable String sourceChunkId,
    @Nullable String supersededBy,
    long version,
    String createdAt,
    String updatedAt) {
  /** What the content of a redacted memory says. */
  public static final String REDACTED = "[redacted]";

  public Memory withStatus(MemoryStatus to, @Nullable String by) {
    return new Memory(
        id,
        type,
        content,
        project,
        to.word(),
        confidence,
        referenceCount,
        lastReferencedAt,
        sourceChunkId,
        by,
        version,
        createdAt,
        updatedAt);
  }

  public Memory withReference(double newConfidence, String at) {
    return new Memory(
        id,
        type,
        content,
        project,
        status,
        newConfidence,
        referenceCount + 1,
        at,
        sourceChunkId,
        supersededBy,
        version,
        createdAt,
        updatedAt);
  }

  public Memory stamped(long newVersion, String at) {
    return new Memory(
        id,
        type,
        content,
        project,
        status,
        confidence,
        referenceCount,
        lastReferencedAt,
        sourceChunkId,
        supersededBy,
        newVersion,
        createdAt,
        at);
  }

  /**
   * What a revert to {@code old} gives: all that describes the memory as it was then, but its own
   * identity and birth.
   */
  public Memory revertedTo(Memory old) {
    return new Memory(
        id,
        old.type,
        old.content,
        old.project,
        old.status,
        old.confidence,
        old.referenceCount,
        old.lastReferencedAt,
        old.sourceChunkId,
        old.supersededBy,
        version,
        createdAt,
        updatedAt);
  }
}
