package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.TextRules;

/** An actor that is a part of the program. No caller may take its name, in whatever case. */
public enum OwnActor {
  /** Mends what the checks found. */
  INTEGRITY_REPAIR("integrity-repair"),
  /** Accepts candidates that were mentioned often enough. */
  AUTO_PROMOTE("auto-promote"),
  /** Turns down candidates that nothing mentioned for long. */
  CANDIDATE_EXPIRY("candidate-expiry"),
  /** Withdraws memories that are past their time. */
  VALIDITY_EXPIRY("validity-expiry");

  private final String word;

  OwnActor(String word) {
    this.word = word;
  }

  /** The name in the log. */
  public String word() {
    return word;
  }

  /**
   * Checks who a caller says acts, at each door to the world: an option, a variable, a header.
   *
   * @return the name
   * @throws InvalidInputException if it is no plain line, or one of these names
   */
  public static String requireCaller(String name) {
    TextRules.requireActor(name);
    if (isReserved(name)) {
      throw new InvalidInputException(
          "actor "
              + TextRules.quote(name)
              + " is a name of the program's own; name who really acts");
    }
    return name;
  }

  /** Whether that is one of these names, in whatever case. */
  public static boolean isReserved(String name) {
    for (OwnActor own : values()) {
      if (own.word.equalsIgnoreCase(TextRules.withoutEndBlanks(name))) {
        return true;
      }
    }
    return false;
  }
}
