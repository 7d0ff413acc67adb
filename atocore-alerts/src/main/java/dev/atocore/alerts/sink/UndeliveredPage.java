package dev.atocore.alerts.sink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what webhooks have not taken. Immutable and thread-safe.
 *
 * @param undelivered first what waits, then what was refused for good, each oldest first
 * @param next the cursor of the next page; null when this was the last
 * @param total how many there are, on all pages
 */
public record UndeliveredPage(List<Undelivered> undelivered, @Nullable String next, int total) {
  /** Copies the list. */
  public UndeliveredPage {
    undelivered = List.copyOf(undelivered);
  }
}
