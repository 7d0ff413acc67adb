package dev.atocore.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who gave a token in which browser. A session is known by a random id, which is a secret of that
 * browser. Thread-safe.
 */
public interface SessionBook {
  /**
   * What forms carry is computed with: the same for all servers that one browser may reach in turn,
   * and known to no browser.
   */
  byte[] formKey();

  /**
   * What tells their cookie from those of other servers on the same host; null for the port alone.
   */
  @Nullable String name();

  /** Notes that somebody gave a token in a browser. */
  void open(String id, Caller caller, Duration lifetime);

  /** Whether {@link #find} answers for that id without waiting for a store. */
  boolean knows(String id);

  /** Who did; null for nobody, or nobody any more. */
  @Nullable Caller find(String id);

  /** From now on nobody did. */
  void close(String id);
}
