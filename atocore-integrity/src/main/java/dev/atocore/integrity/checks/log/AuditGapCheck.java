package dev.atocore.integrity.checks.log;

import dev.atocore.alerts.event.Severity;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.integrity.builtin.BuiltInCheck;
import dev.atocore.integrity.check.CheckContext;
import dev.atocore.integrity.check.Finding;
import dev.atocore.integrity.check.Findings;
import dev.atocore.integrity.mend.RepairAction;
import dev.atocore.integrity.mend.RepairSteps;
import dev.atocore.integrity.mend.RepairableCheck;
import dev.atocore.integrity.scan.Rows;
import dev.atocore.integrity.scan.Slices;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Changes without an entry in the log: lost, or waiting in the spool. */
public final class AuditGapCheck extends BuiltInCheck implements RepairableCheck {
  public AuditGapCheck() {
    super(
        "audit-gap",
        Severity.WARNING,
        "changes that have no audit entry: lost, made by another program, or waiting in the spool",
        "atocore audit replay for those that wait; find out who made the others, then atocore audit"
            + " gap ack");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    // Before the view is opened: an entry that leaves the spool meanwhile is then told as waiting,
    // not as lost.
    AuditSpool.Content spool = context.store().audit().pending();
    Map<String, NavigableSet<Long>> waiting = new HashMap<>();
    for (AuditEntry entry : spool.entries()) {
      waiting.computeIfAbsent(entry.memoryId(), id -> new TreeSet<>()).add(entry.version());
    }
    Map<String, NavigableSet<Long>> acknowledged = context.store().audit().acknowledged();
    Looker looker = new Looker(waiting, acknowledged, findings);
    Slices.forEachMemory(context, HistorySql.MEMORIES_LATELY, HistorySql.INCOMPLETE, looker::row);
    if (context.since() != null) {
      return;
    }
    context.logWithoutRow().forEach(context, (connection, id) -> looker.look(connection, id, 0));
  }

  @Override
  public boolean mend(Finding finding, RepairSteps steps) throws SQLException {
    String memoryId = finding.details().text("memory_id");
    return steps.adopt()
        && finding.details().text("verdict").equals("missing")
        && isUnknownToLog(steps.connection(), memoryId)
        && steps.add(RepairAction.ADOPT, memoryId);
  }

  private static boolean isUnknownToLog(Connection connection, String memoryId)
      throws SQLException {
    boolean[] known = new boolean[1];
    Rows.forEach(connection, HistorySql.ANY_ENTRY, row -> known[0] = true, memoryId);
    return !known[0];
  }

  /**
   * Looks at one memory's versions.
   *
   * @param waiting those whose entries wait in the spool, by memory
   * @param acknowledged those that are known to have none, by memory
   */
  private record Looker(
      Map<String, NavigableSet<Long>> waiting,
      Map<String, NavigableSet<Long>> acknowledged,
      Findings findings) {
    void row(Connection connection, ResultSet row) throws SQLException {
      look(connection, row.getString(1), Math.max(1, row.getLong(2)));
    }

    void look(Connection connection, String memoryId, long version) throws SQLException {
      Gaps gaps = new Gaps(memoryId, waiting, acknowledged, findings);
      Rows.forEach(connection, HistorySql.VERSIONS, row -> gaps.present(row.getLong(1)), memoryId);
      gaps.end(version);
    }
  }
}
