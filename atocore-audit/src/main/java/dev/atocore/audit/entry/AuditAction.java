package dev.atocore.audit.entry;

import org.jspecify.annotations.Nullable;

/**
 * What a change did to a memory. The store chooses it from the change of state, never the caller.
 */
public enum AuditAction {
  CREATED("created"),
  UPDATED("updated"),
  PROMOTED("promoted"),
  REJECTED("rejected"),
  INVALIDATED("invalidated"),
  SUPERSEDED("superseded"),
  REINFORCED("reinforced"),
  REVERTED("reverted");

  private final String verb;

  AuditAction(String verb) {
    this.verb = verb;
  }

  /** The word stored in the log and shown to users, such as {@code promoted}. */
  public String verb() {
    return verb;
  }

  /** The action with that verb, or null when there is none. */
  public static @Nullable AuditAction ofVerb(String verb) {
    for (AuditAction action : values()) {
      if (action.verb.equals(verb)) {
        return action;
      }
    }
    return null;
  }
}
