package dev.atocore.cli.command.mcp;

import dev.atocore.core.access.Principal;
import dev.atocore.core.error.ForbiddenException;
import dev.atocore.core.key.KeyAnswer;
import dev.atocore.core.key.KeyWatch;
import java.time.Instant;

/** A key that somebody holds for as long as a program runs; it may end meanwhile. Thread-safe. */
final class HeldKey {
  private final KeyWatch watch;
  private final String token;

  HeldKey(KeyWatch watch, String token) {
    this.watch = watch;
    this.token = token;
  }

  /**
   * Who holds it.
   *
   * @throws ForbiddenException if it is of nobody, or lets nobody in any more
   */
  Principal principal() {
    KeyAnswer answer = watch.ring().admit(token, Instant.now());
    if (answer instanceof KeyAnswer.Known known) {
      return known.principal();
    }
    throw new ForbiddenException(((KeyAnswer.Refused) answer).why());
  }

  @Override
  public String toString() {
    return "a key";
  }
}
