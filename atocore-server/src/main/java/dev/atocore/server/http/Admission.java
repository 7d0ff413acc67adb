package dev.atocore.server.http;

import org.jspecify.annotations.Nullable;

/** What a token is worth. */
public sealed interface Admission {
  /** Somebody is known by it. */
  record Known(Caller caller) implements Admission {}

  /**
   * Nobody is let in by it.
   *
   * @param name whose it was; null when it never was anybody's
   * @param why for people
   */
  record Refused(@Nullable String name, String why) implements Admission {}
}
