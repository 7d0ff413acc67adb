package dev.atocore.server.http;

import org.jspecify.annotations.Nullable;

/** Who sends a request, as the backend knows them. Immutable. */
public interface Caller {
  /** Who they are. */
  String name();

  /** Whether a request of theirs may name who acts. What others name is for whom they act. */
  boolean namesActors();

  /** The same for somebody else, as they say. */
  Caller onBehalfOf(String whom);

  /** Why they may not use a route that takes so much trust; null when they may. */
  @Nullable Problem refuse(Access access);
}
