package dev.atocore.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to ask the next page with; null when this is the last
 */
public record Page<T>(List<T> rows, @Nullable String next) {}
