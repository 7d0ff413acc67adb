package dev.atocore.client;

import org.jspecify.annotations.Nullable;

/**
 * What vouches for a memory, or asks about it.
 *
 * @param kind what it is: three kinds ask, the others vouch; {@code /openapi.json} names them
 * @param documentId null for what is no document's
 * @param references how many of the memory's references it is
 * @param answeredAt of a question: when a person answered it, or null
 * @param answeredBy who did, or null
 */
public record Evidence(
    String kind,
    @Nullable String documentId,
    @Nullable String title,
    @Nullable String uri,
    @Nullable String chunkId,
    long references,
    String at,
    @Nullable String answeredAt,
    @Nullable String answeredBy) {

  static Evidence of(Fields f) {
    return new Evidence(
        f.text("kind"),
        f.textOrNull("document_id"),
        f.textOrNull("title"),
        f.textOrNull("uri"),
        f.textOrNull("chunk_id"),
        f.count("references"),
        f.text("at"),
        f.textOrNull("answered_at"),
        f.textOrNull("answered_by"));
  }
}
