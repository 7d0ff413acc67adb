package dev.atocore.server.access;

import dev.atocore.audit.entry.ByteString;
import dev.atocore.core.access.Principal;
import dev.atocore.core.access.Role;
import dev.atocore.core.text.TextRules;
import dev.atocore.server.http.Access;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A principal of the store who sends a request.
 *
 * @param principal who it is
 * @param tokenHash that of the key that let them in; null for none
 */
record StoreCaller(Principal principal, @Nullable ByteString tokenHash) implements Caller {
  @Override
  public String name() {
    return principal.name();
  }

  @Override
  public boolean namesActors() {
    return principal.namesActors();
  }

  @Override
  public Caller onBehalfOf(String whom) {
    return new StoreCaller(principal.onBehalfOf(whom), tokenHash);
  }

  @Override
  public @Nullable Problem refuse(Access access) {
    Role needed = role(access);
    return principal.role().includes(needed)
        ? null
        : Problem.of(
            403,
            "forbidden",
            TextRules.quote(name())
                + ", a "
                + principal.role().word()
                + ", may not do this: it takes a "
                + needed.word());
  }

  @Override
  public String toString() {
    return "the caller " + name();
  }

  private static Role role(Access access) {
    return switch (access) {
      case READ -> Role.READER;
      case PROPOSE -> Role.PROPOSER;
      case CURATE -> Role.CURATOR;
      case OPERATE -> Role.OPERATOR;
    };
  }
}
