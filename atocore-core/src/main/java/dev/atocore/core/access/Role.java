package dev.atocore.core.access;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;

/** What somebody is trusted with. Each role may all that those before it may. */
public enum Role {
  /** Reads memories, their history and the figures. */
  READER("reader"),
  /** Proposes candidates, and takes care of those of its own. */
  PROPOSER("proposer"),
  /** Decides about memories. */
  CURATOR("curator"),
  /** Runs the store. */
  OPERATOR("operator");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** Its name outside. */
  public String word() {
    return word;
  }

  /**
   * The role of that name.
   *
   * @throws InvalidInputException if there is none
   */
  public static Role parse(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return role;
      }
    }
    throw new InvalidInputException(
        "unknown role " + TextRules.quote(word) + "; use reader, proposer, curator or operator");
  }

  /** Whether it may all that the other may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
