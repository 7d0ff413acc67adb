package dev.atocore.core.source;

import org.jspecify.annotations.Nullable;

/**
 * A document that memories are drawn from.
 *
 * @param id its name in the store
 * @param project its project; null when it has none
 * @param title its title; null when unknown
 * @param uri where it came from; null when unknown
 * @param contentHash a hash of its text; null for an imported document
 * @param ingestedAt when it was last read
 * @param chunks how many pieces it has
 */
public record SourceDocument(
    String id,
    @Nullable String project,
    @Nullable String title,
    @Nullable String uri,
    @Nullable String contentHash,
    String ingestedAt,
    long chunks) {}
