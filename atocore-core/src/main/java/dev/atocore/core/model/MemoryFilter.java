package dev.atocore.core.model;

import org.jspecify.annotations.Nullable;

/**
 * Which memories to list. A null part does not restrict.
 *
 * @param status only this status
 * @param type only this type
 * @param project only this project
 */
public record MemoryFilter(
    @Nullable MemoryStatus status, @Nullable MemoryType type, @Nullable String project) {
  /** Every memory. */
  public static final MemoryFilter ALL = new MemoryFilter(null, null, null);
}
