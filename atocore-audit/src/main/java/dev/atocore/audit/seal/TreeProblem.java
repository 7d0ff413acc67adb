package dev.atocore.audit.seal;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was sealed.
 *
 * @param kind what kind of thing
 * @param leaf which leaf, from 0; -1 for the tree as a whole
 * @param entryId the entry sealed there; null when unknown
 * @param detail one line for people
 */
public record TreeProblem(Kind kind, long leaf, @Nullable Long entryId, String detail) {
  /** The kinds. */
  public enum Kind {
    /** The entry is not the one that was sealed. */
    ALTERED("altered"),
    /** The entry is gone. */
    MISSING("missing"),
    /** Nothing says which entry was sealed there. */
    UNKNOWN("unknown_entry"),
    /** What is said beside the log, of an erasure or a gap, is not as it was put on record. */
    RECORD_ALTERED("record_altered"),
    /** The bodies were erased, and nothing on record says so or can say so. */
    FORGED_ERASURE("forged_erasure"),
    /** Neither the log nor the tree gives the root that was signed. */
    REWRITTEN("rewritten"),
    /** The log is as it was sealed, but the hashes kept beside it are not. */
    TREE_DAMAGED("tree_damaged");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The name in JSON. */
    public String code() {
      return code;
    }
  }
}
