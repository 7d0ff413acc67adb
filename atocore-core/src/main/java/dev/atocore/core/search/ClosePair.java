package dev.atocore.core.search;

import org.jspecify.annotations.Nullable;

/**
 * Two active memories of one project and user whose meanings are almost the same.
 *
 * @param older the id of the one that was there first
 * @param newer the id of the other
 * @param similarity how alike they are, up to 1
 * @param difference in what they may contradict each other; null in nothing that can be seen
 */
public record ClosePair(
    String older, String newer, double similarity, @Nullable Difference difference) {}
