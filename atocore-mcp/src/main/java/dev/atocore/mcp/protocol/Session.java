package dev.atocore.mcp.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client of a revision with a handshake said when it began; the newest revision has none.
 * Belongs to one connection and one thread at a time.
 */
public final class Session {
  private @Nullable String client;
  private boolean greeted;

  /** One that has not begun. */
  public Session() {}

  /** One that was begun by a client of that name. */
  public static Session resumed(@Nullable String client) {
    Session session = new Session();
    session.begin(client);
    return session;
  }

  void begin(@Nullable String name) {
    client = name;
    greeted = true;
  }

  /** Whether there was a handshake. */
  public boolean hasBegun() {
    return greeted;
  }

  /** What the client is called; null when it did not say. */
  public @Nullable String client() {
    return client;
  }
}
