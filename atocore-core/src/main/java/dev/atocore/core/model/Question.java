package dev.atocore.core.model;

import java.util.List;

/**
 * An active memory that a person should look at: it seems to be denied, or its source is gone or no
 * longer says it. Nothing was changed.
 *
 * @param reasons the open ones, the oldest first
 */
public record Question(Memory memory, List<Evidence> reasons) {
  /** Copies the list. */
  public Question {
    reasons = List.copyOf(reasons);
  }
}
