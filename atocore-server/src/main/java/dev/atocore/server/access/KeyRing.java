package dev.atocore.server.access;

import dev.atocore.core.access.Principal;
import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Caller;
import org.jspecify.annotations.Nullable;

/** Knows who speaks by the token they bring. Thread-safe. */
public final class KeyRing {
  /** The actor of who has the API token, or needs none. */
  private static final Caller OPERATOR = new StoreCaller(Principal.operator("api-http"), 0);

  private final @Nullable ApiToken token;

  /**
   * The keys of a server.
   *
   * @param token the token of its operator; null for none
   */
  public KeyRing(@Nullable ApiToken token) {
    this.token = token;
  }

  /** Who comes without a token; null when everybody needs one. */
  public @Nullable Caller anybody() {
    return token == null ? OPERATOR : null;
  }

  /** Whose token that is. */
  public Admission admit(String given) {
    return token != null && token.matches(given)
        ? new Admission.Known(OPERATOR)
        : new Admission.Refused(null, "the API token is wrong");
  }

  /** What somebody who was let in before is by now; null when they are no longer let in. */
  public @Nullable Caller renew(Caller caller) {
    return caller;
  }
}
