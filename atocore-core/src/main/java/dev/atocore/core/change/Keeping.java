package dev.atocore.core.change;

/** Where a change puts its audit entries, each tried after the one before it failed. */
enum Keeping {
  /** In the log, in the same transaction. */
  LOG,
  /** In the spool, on the disk before the row commits. */
  SPOOL,
  /** Nowhere whole: what is known of them goes into the record of lost entries. */
  RECORD,
  /** Nowhere: the alert is all there is. */
  NOTHING
}
