package dev.atocore.statements;

/** The words of a memory's status. */
final class Words {
  static final String CANDIDATE = "candidate";
  static final String ACTIVE = "active";
  static final String SUPERSEDED = "superseded";
  static final String INVALID = "invalid";

  private Words() {}
}
