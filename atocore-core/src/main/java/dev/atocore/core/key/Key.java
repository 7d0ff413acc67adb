package dev.atocore.core.key;

import dev.atocore.core.access.Principal;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is by now. It holds no token.
 *
 * @param name whose it is
 * @param role what it is trusted with
 * @param scope the part of the store that it is for
 * @param expiresAt when it ends, ISO-8601 UTC; null for never
 * @param createdAt when it was made, ISO-8601 UTC
 * @param rotatedAt when it got its present token; null when that is its first
 * @param revokedAt when it was ended; null when it was not
 */
public record Key(
    String name,
    Role role,
    Scope scope,
    @Nullable String expiresAt,
    String createdAt,
    @Nullable String rotatedAt,
    @Nullable String revokedAt) {
  /** What a key is worth at a time. */
  public State state(Instant now) {
    return revokedAt != null
        ? State.REVOKED
        : expiresAt != null && expiresAt.compareTo(Times.format(now)) <= 0
            ? State.EXPIRED
            : State.LIVING;
  }

  /** Who speaks with it. */
  public Principal principal() {
    return Principal.of(name, role, scope);
  }

  /** What a key is worth. */
  public enum State {
    /** It lets in. */
    LIVING("living"),
    /** Its time is over. */
    EXPIRED("expired"),
    /** It was ended. */
    REVOKED("revoked");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** Its name outside. */
    public String word() {
      return word;
    }
  }
}
