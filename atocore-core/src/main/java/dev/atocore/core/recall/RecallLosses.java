package dev.atocore.core.recall;

import org.jspecify.annotations.Nullable;

/**
 * Answers that were given and could not be recorded.
 *
 * @param answers how many, of those since the log was pruned
 * @param since when the first loss was noted; null when there is none
 */
public record RecallLosses(long answers, @Nullable String since) {}
