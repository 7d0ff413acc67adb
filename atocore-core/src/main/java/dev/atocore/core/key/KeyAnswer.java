package dev.atocore.core.key;

import dev.atocore.core.access.Principal;
import org.jspecify.annotations.Nullable;

/** What a token is worth. */
public sealed interface KeyAnswer {
  /** It lets somebody in. */
  record Known(Principal principal) implements KeyAnswer {}

  /**
   * It lets nobody in.
   *
   * @param name whose it was; null when it never was anybody's
   * @param why for people
   */
  record Refused(@Nullable String name, String why) implements KeyAnswer {}
}
