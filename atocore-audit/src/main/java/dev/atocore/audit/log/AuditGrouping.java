package dev.atocore.audit.log;

/** By what entries are counted. */
public enum AuditGrouping {
  /** Who made the change. */
  ACTOR(EntrySql.COUNT_BY_ACTOR, EntrySql.COUNT_SOME_BY_ACTOR),
  /** What the change did. */
  ACTION(EntrySql.COUNT_BY_ACTION, EntrySql.COUNT_SOME_BY_ACTION),
  /** The day of the change, UTC. */
  DAY(EntrySql.COUNT_BY_DAY, EntrySql.COUNT_BY_DAY),
  /** The memory's project at the time. */
  PROJECT(EntrySql.COUNT_BY_PROJECT, EntrySql.COUNT_SOME_BY_PROJECT);

  private final EntrySql all;
  private final EntrySql some;

  AuditGrouping(EntrySql all, EntrySql some) {
    this.all = all;
    this.some = some;
  }

  /** Counts the whole log. */
  EntrySql ofAll() {
    return all;
  }

  /** Counts the entries that an index finds. */
  EntrySql ofSome() {
    return some;
  }
}
