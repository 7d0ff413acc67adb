package dev.atocore.mcp.protocol;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a client of a revision with a handshake said when it began; the newest revision has none.
 * Belongs to one connection and one thread at a time.
 */
public final class Session {
  private @Nullable String id;
  private @Nullable String client;
  private boolean greeted;

  /** One that has not begun. */
  public Session() {}

  /**
   * One that was begun by a client of that name.
   *
   * @param id names it among all; null where nothing does
   */
  public static Session resumed(@Nullable String id, @Nullable String client) {
    Session session = new Session();
    session.id = id;
    session.client = client;
    session.greeted = true;
    return session;
  }

  void begin(@Nullable String name) {
    id = UUID.randomUUID().toString();
    client = name;
    greeted = true;
  }

  /** Whether there was a handshake. */
  public boolean hasBegun() {
    return greeted;
  }

  /** What names a request of that id among all; null where nothing does. */
  @Nullable String call(Object request) {
    return id == null ? null : id + ' ' + request;
  }

  /** What the client is called; null when it did not say. */
  public @Nullable String client() {
    return client;
  }
}
