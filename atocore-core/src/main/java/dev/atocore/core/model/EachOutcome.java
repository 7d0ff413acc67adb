package dev.atocore.core.model;

import dev.atocore.core.error.AtoCoreException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of several memories.
 *
 * @param id as it was given
 * @param mutation what was done; null when the change was refused
 * @param error why it was refused; null when it was not
 */
public record EachOutcome(
    String id, @Nullable Mutation mutation, @Nullable AtoCoreException error) {}
