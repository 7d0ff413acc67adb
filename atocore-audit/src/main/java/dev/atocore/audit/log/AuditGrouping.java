package dev.atocore.audit.log;

/** By what entries are counted. */
public enum AuditGrouping {
  /** Who made the change. */
  ACTOR("actor"),
  /** What the change did. */
  ACTION("action"),
  /** The day of the change, UTC. */
  DAY("substr(timestamp, 1, 10)"),
  /** The memory's project at the time. */
  PROJECT("project");

  private final String expression;

  AuditGrouping(String expression) {
    this.expression = expression;
  }

  String expression() {
    return expression;
  }
}
