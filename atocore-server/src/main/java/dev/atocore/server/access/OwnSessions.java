package dev.atocore.server.access;

import dev.atocore.server.http.Caller;
import dev.atocore.server.http.SessionBook;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sessions that this process alone knows: a restart ends them all. Thread-safe. */
final class OwnSessions implements SessionBook {
  private static final int MAX_SESSIONS = 1000;
  private static final int KEY_BYTES = 32;

  private final byte[] formKey = new byte[KEY_BYTES];

  private final Map<String, Open> open =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Open> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  /** None yet. */
  OwnSessions() {
    new SecureRandom().nextBytes(formKey);
  }

  /** What is kept of a session: who it is of, and when it ends. */
  private record Open(Caller caller, long endNanos) {}

  @Override
  public byte[] formKey() {
    return formKey.clone();
  }

  @Override
  public @Nullable String name() {
    return null;
  }

  @Override
  public void open(String id, Caller caller, Duration lifetime) {
    synchronized (open) {
      open.put(id, new Open(caller, System.nanoTime() + lifetime.toNanos()));
    }
  }

  @Override
  public boolean knows(String id) {
    return true;
  }

  @Override
  public @Nullable Caller find(String id) {
    synchronized (open) {
      Open session = open.get(id);
      return session == null || session.endNanos - System.nanoTime() <= 0 ? null : session.caller;
    }
  }

  @Override
  public void close(String id) {
    synchronized (open) {
      open.remove(id);
    }
  }
}
