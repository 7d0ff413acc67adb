package dev.atocore.core.source;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a source document.
 *
 * @param seq its place in the order of ingestion; never used twice
 * @param id what memories cite
 * @param documentId the document it is of
 * @param project the document's project; null when it has none
 * @param title the document's title; null when unknown
 * @param uri where the document came from; null when unknown
 * @param ordinal its place in the document, from 0
 * @param content the text
 * @param createdAt when it was ingested
 */
public record SourceChunk(
    long seq,
    String id,
    String documentId,
    @Nullable String project,
    @Nullable String title,
    @Nullable String uri,
    long ordinal,
    String content,
    String createdAt) {}
