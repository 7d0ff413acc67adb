package dev.atocore.core.recall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some answers and where to go on.
 *
 * @param recalls newest first
 * @param next the cursor of the next page; null when this was the last
 */
public record RecallPage(List<Recall> recalls, @Nullable String next) {
  /** Copies the list. */
  public RecallPage {
    recalls = List.copyOf(recalls);
  }
}
