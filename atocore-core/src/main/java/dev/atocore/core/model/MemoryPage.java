package dev.atocore.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some memories and where to go on.
 *
 * @param memories newest first
 * @param next the cursor of the next page; null when this was the last
 * @param erased memories of a past time left out of this page because what they said is erased;
 *     always 0 for the present
 * @param newestOf how many of the matches a search looked at, the newest, when there are more; 0
 *     when it looked at all
 */
public record MemoryPage(List<Memory> memories, @Nullable String next, long erased, int newestOf) {
  /** All that there is to look at was looked at. */
  public MemoryPage(List<Memory> memories, @Nullable String next, long erased) {
    this(memories, next, erased, 0);
  }

  /** Copies the list. */
  public MemoryPage {
    memories = List.copyOf(memories);
  }
}
