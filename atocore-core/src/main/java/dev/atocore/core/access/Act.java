package dev.atocore.core.access;

import org.jspecify.annotations.Nullable;

/** What somebody does with a store, and the role that it takes. */
public enum Act {
  /** Reading and searching memories, their history and the figures. */
  READ("read", Role.READER),
  /** Making a candidate. */
  PROPOSE("create candidates", Role.PROPOSER),
  /** Making an active memory. */
  CREATE_ACTIVE("create active memories", Role.CURATOR),
  /** Counting one more reference. */
  REINFORCE("reinforce", Role.PROPOSER),
  /** Changing what a memory says. */
  UPDATE("update", Role.CURATOR, Role.PROPOSER),
  /** Accepting a candidate. */
  PROMOTE("promote", Role.CURATOR),
  /** Turning a candidate down; of one's own it is a withdrawal. */
  REJECT("reject", Role.CURATOR, Role.PROPOSER),
  /** Withdrawing an active memory. */
  INVALIDATE("invalidate", Role.CURATOR),
  /** Replacing an active memory. */
  SUPERSEDE("supersede", Role.CURATOR),
  /** Taking a memory back to what it was. */
  REVERT("revert", Role.CURATOR),
  /** Saying what was turned down or erased before. */
  OVERRULE("say again what was refused", Role.CURATOR),
  /** Working through the queues. */
  TRIAGE("triage", Role.CURATOR),
  /** Looking who was told what. */
  SEE_RECALLS("see who was told", Role.CURATOR),
  /** All that concerns the store as a whole: checks, repairs, erasures, state, keys. */
  OPERATE("run the store", Role.OPERATOR);

  private final String words;
  private final Role role;
  private final @Nullable Role ofOwn;

  Act(String words, Role role) {
    this(words, role, null);
  }

  Act(String words, Role role, @Nullable Role ofOwn) {
    this.words = words;
    this.role = role;
    this.ofOwn = ofOwn;
  }

  /** What it is, after "may". */
  public String words() {
    return words;
  }

  /** The role that may do it to any memory. */
  public Role role() {
    return role;
  }

  /** The role that may do it to a candidate of its own. */
  public Role ofOwn() {
    return ofOwn == null ? role : ofOwn;
  }
}
