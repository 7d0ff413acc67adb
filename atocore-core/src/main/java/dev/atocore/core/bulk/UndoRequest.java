package dev.atocore.core.bulk;

import static java.util.Objects.requireNonNull;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whose changes to take back.
 *
 * @param actor exactly this actor's
 * @param since those at or after this
 * @param until those before this; null for all until now
 * @param force also where someone else changed the memory since; their changes are lost from the
 *     memory, not from its history
 */
public record UndoRequest(String actor, Instant since, @Nullable Instant until, boolean force) {
  /**
   * Checks the values.
   *
   * @throws InvalidInputException if there is no such actor or span of time
   */
  public UndoRequest {
    // A name that would be refused today may be in an older log, and is the one to be undone.
    if (actor.isBlank()) {
      throw new InvalidInputException("actor is empty; name whose changes");
    }
    TextRules.requireStorable("actor", actor);
    requireNonNull(since, "since is null");
    if (until != null && !until.isAfter(since)) {
      throw new InvalidInputException("the span of time ends before it begins");
    }
  }
}
