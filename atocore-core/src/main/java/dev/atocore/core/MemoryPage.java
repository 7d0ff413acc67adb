package dev.atocore.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some memories and where to go on.
 *
 * @param memories newest first
 * @param next the cursor of the next page; null when this was the last
 */
public record MemoryPage(List<Memory> memories, @Nullable String next) {
  /** Copies the list. */
  public MemoryPage {
    memories = List.copyOf(memories);
  }
}
