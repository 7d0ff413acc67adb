package dev.atocore.server.http;

import org.jspecify.annotations.Nullable;

/** What the door asks of those who know the store behind it. Thread-safe. */
public interface Backend {
  /**
   * Whether the other questions are answered without waiting for a store, as they are asked on a
   * thread that must not wait.
   */
  boolean isReady();

  /** Makes it ready for a moment, which may take long, or to fail soon. */
  void prepare();

  /** Who comes without a token; null when everybody needs one. */
  @Nullable Caller anybody();

  /** Whose token that is. */
  Admission admit(String token);

  /** What somebody who was let in before is by now; null when they are no longer let in. */
  @Nullable Caller renew(Caller caller);

  /**
   * Checks a name before it acts.
   *
   * @throws RuntimeException one that {@link #problem} explains, if it is none for a caller
   */
  void requireActor(String name);

  /** Why a request was not done: what became of what its handler threw. */
  Problem problem(Request request, Throwable failure);
}
