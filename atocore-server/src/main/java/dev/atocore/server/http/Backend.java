package dev.atocore.server.http;

/** What the door asks of those who know the store behind it. Thread-safe. */
public interface Backend {
  /**
   * Checks a name before it acts.
   *
   * @throws RuntimeException one that {@link #problem} explains, if it is none for a caller
   */
  void requireActor(String name);

  /** Why a request was not done: what became of what its handler threw. */
  Problem problem(Request request, Throwable failure);
}
