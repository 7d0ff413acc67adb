package dev.atocore.core.model;

import org.jspecify.annotations.Nullable;

/**
 * What one document, or somebody's word, says of a memory.
 *
 * @param memoryId the memory
 * @param kind how it speaks
 * @param documentId the document; a chunk that the store does not know is a document by itself;
 *     empty for what is no document's
 * @param chunkId the part of it that says so; null when unknown, or when no part does any more
 * @param counted how many references of the memory it is
 * @param notedAt when it was noted
 * @param answeredAt when a person answered the question that it is; null when it is none, or open
 * @param answeredBy who did; null when nobody has, or it was answered before names were kept
 */
public record Evidence(
    String memoryId,
    EvidenceKind kind,
    String documentId,
    @Nullable String chunkId,
    long counted,
    String notedAt,
    @Nullable String answeredAt,
    @Nullable String answeredBy) {
  /** A document that speaks for a memory or asks about it. */
  public static Evidence of(
      String memoryId,
      EvidenceKind kind,
      String documentId,
      @Nullable String chunkId,
      String notedAt) {
    return new Evidence(
        memoryId,
        kind,
        documentId,
        chunkId,
        kind == EvidenceKind.DOCUMENT ? 1 : 0,
        notedAt,
        null,
        null);
  }

  /** The same in another part of the document; null when it is in none any more. */
  public Evidence in(@Nullable String chunk) {
    return new Evidence(
        memoryId, kind, documentId, chunk, counted, notedAt, answeredAt, answeredBy);
  }

  /** The same, answered by somebody. */
  public Evidence answered(String at, String by) {
    return new Evidence(memoryId, kind, documentId, chunkId, counted, notedAt, at, by);
  }

  /** Whether a person should look at it. */
  public boolean isOpen() {
    return kind.asks() && answeredAt == null;
  }
}
