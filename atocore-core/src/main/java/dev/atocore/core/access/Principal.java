package dev.atocore.core.access;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks to a store.
 *
 * @param name who they are; the actor of what they change
 * @param role what they are trusted with
 * @param scope the part of the store that they see and touch
 * @param onBehalfOf for whom they say they act; null when they say nothing
 * @param namesActors whether a change by them may name another actor
 */
public record Principal(
    String name, Role role, Scope scope, @Nullable String onBehalfOf, boolean namesActors) {
  /** Who may everything and answers for the names they give, such as a person at a terminal. */
  public static Principal operator(String name) {
    return new Principal(name, Role.OPERATOR, Scope.ALL, null, true);
  }

  /** Somebody whose name is known and stays what it is. */
  public static Principal of(String name, Role role, Scope scope) {
    return new Principal(name, role, scope, null, false);
  }

  /** The same for somebody else, as they say. */
  public Principal onBehalfOf(@Nullable String whom) {
    return new Principal(name, role, scope, whom, namesActors);
  }
}
