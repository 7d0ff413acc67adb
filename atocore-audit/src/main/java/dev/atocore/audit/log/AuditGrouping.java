package dev.atocore.audit.log;

/** By what entries are counted. */
public enum AuditGrouping {
  /** Who made the change. */
  ACTOR(EntrySql.COUNT_BY_ACTOR),
  /** What the change did. */
  ACTION(EntrySql.COUNT_BY_ACTION),
  /** The day of the change, UTC. */
  DAY(EntrySql.COUNT_BY_DAY),
  /** The memory's project at the time. */
  PROJECT(EntrySql.COUNT_BY_PROJECT);

  private final EntrySql statement;

  AuditGrouping(EntrySql statement) {
    this.statement = statement;
  }

  EntrySql statement() {
    return statement;
  }
}
