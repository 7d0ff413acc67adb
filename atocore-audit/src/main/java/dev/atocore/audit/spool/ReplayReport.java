package dev.atocore.audit.spool;

import dev.atocore.audit.entry.AuditEntry;
import java.util.List;

/**
 * What a replay did with the spooled entries.
 *
 * @param restored entries put back into the log
 * @param alreadyThere entries the log had already, from a replay that was cut off
 * @param setAside entries of changes that never committed
 * @param pending entries that stay in the spool because their memory is gone or their place cannot
 *     be told
 * @param unreadable lines of the spool that are no entry, torn by a crash before their change
 *     committed; they were set aside too
 */
public record ReplayReport(
    List<AuditEntry> restored,
    List<AuditEntry> alreadyThere,
    List<AuditEntry> setAside,
    List<AuditEntry> pending,
    int unreadable) {
  /** Nothing waited. */
  public static final ReplayReport NOTHING =
      new ReplayReport(List.of(), List.of(), List.of(), List.of(), 0);

  /** Copies the lists. */
  public ReplayReport {
    restored = List.copyOf(restored);
    alreadyThere = List.copyOf(alreadyThere);
    setAside = List.copyOf(setAside);
    pending = List.copyOf(pending);
  }
}
