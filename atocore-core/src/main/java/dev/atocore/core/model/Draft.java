package dev.atocore.core.model;

import dev.atocore.core.text.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * A memory that has no row yet. One that is imported may bring its id, any status, its counts and
 * its birth.
 *
 * @param id null to be given one
 * @param memory what it says, checked
 * @param status the status that it begins with, which counts instead of the one in {@code memory}
 * @param createdAt null for now
 * @param contentHash the hash of the content
 */
public record Draft(
    @Nullable String id,
    NewMemory memory,
    MemoryStatus status,
    long referenceCount,
    @Nullable String lastReferencedAt,
    @Nullable String supersededBy,
    @Nullable String createdAt,
    String contentHash) {
  /** A memory that nobody has seen yet. */
  public static Draft of(NewMemory memory) {
    return new Draft(
        null,
        memory,
        memory.status(),
        0,
        null,
        null,
        null,
        ContentHash.ofStatement(memory.content()));
  }

  /** The stored word of its type. */
  public String type() {
    return memory.type().word();
  }

  /** Its first version. */
  public Memory begin(String now) {
    return Memory.builder()
        .id(id == null ? MemoryIds.next() : id)
        .type(type())
        .content(memory.content())
        .project(memory.project())
        .status(status.word())
        .confidence(memory.confidence())
        .referenceCount(referenceCount)
        .lastReferencedAt(lastReferencedAt)
        .sourceChunkIds(memory.sourceChunkIds())
        .supersededBy(supersededBy)
        .createdAt(createdAt == null ? now : createdAt)
        .updatedAt(now)
        .owner(memory.owner())
        .metadata(memory.metadata())
        .validity(memory.validity())
        .build();
  }

  /** Whether a memory says the same. */
  public boolean isSaidBy(Memory other) {
    return other.says(type(), memory.content(), memory.project(), memory.owner());
  }
}
