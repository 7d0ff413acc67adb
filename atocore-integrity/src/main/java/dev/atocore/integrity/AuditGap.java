package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.core.jooq.Tables.MEMORY_AUDIT;
import static dev.atocore.integrity.Sql.SQL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import dev.atocore.alerts.Severity;
import dev.atocore.audit.AuditEntry;
import dev.atocore.audit.AuditGaps;
import dev.atocore.audit.AuditSpool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Changes without an entry in the log: lost, or waiting in the spool. */
final class AuditGap extends BuiltInCheck {
  /** Rows with fewer entries than versions, told by the log's index alone. */
  private static final String INCOMPLETE =
      Sql.text(
          SQL.select(MEMORIES.ID, MEMORIES.VERSION)
              .from(MEMORIES)
              .leftJoin(MEMORY_AUDIT)
              .on(MEMORY_AUDIT.MEMORY_ID.eq(MEMORIES.ID))
              .and(MEMORY_AUDIT.VERSION.ge(inline(1L)))
              .groupBy(MEMORIES.SEQ)
              .having(
                  count(MEMORY_AUDIT.VERSION)
                      .eq(inline(0))
                      .or(
                          countDistinct(MEMORY_AUDIT.VERSION)
                              .cast(Long.class)
                              .lt(
                                  greatest(
                                      MEMORIES.VERSION,
                                      coalesce(max(MEMORY_AUDIT.VERSION), inline(0L)))))));

  /** Those that changed, whether or not something is missing. */
  private static final String LATELY =
      "SELECT m.id, m.version FROM memories m WHERE m.id IN " + SqliteShapes.CHANGED;

  private static final String WITHOUT_ROW =
      Sql.text(
          SQL.select(MEMORY_AUDIT.MEMORY_ID)
              .from(MEMORY_AUDIT)
              .except(SQL.select(MEMORIES.ID).from(MEMORIES))
              .orderBy(1));

  private static final String VERSIONS =
      Sql.text(
          SQL.select(MEMORY_AUDIT.VERSION)
              .from(MEMORY_AUDIT)
              .where(MEMORY_AUDIT.MEMORY_ID.eq(Sql.TEXT))
              .and(MEMORY_AUDIT.VERSION.ge(inline(1L)))
              .orderBy(MEMORY_AUDIT.VERSION));

  AuditGap() {
    super(
        "audit-gap",
        Severity.WARNING,
        "changes that have no audit entry: lost, made by another program, or waiting in the spool",
        "atocore audit replay for those that wait; find out who made the others, then atocore audit gap ack");
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
    Mark since = context.since();
    Map<String, NavigableSet<Long>> waiting = new HashMap<>();
    for (AuditEntry entry : spool.entries()) {
      waiting.computeIfAbsent(entry.memoryId(), id -> new TreeSet<>()).add(entry.version());
    }
    Map<String, NavigableSet<Long>> acknowledged =
        AuditGaps.acknowledged(context.store().audit().gaps());
    context.read(
        connection -> {
          Rows.Each complete =
              row ->
                  look(
                      connection,
                      new Gaps(row.getString(1), waiting, acknowledged, findings),
                      row.getString(1),
                      Math.max(1, row.getLong(2)));
          if (since != null) {
            Rows.forEach(connection, LATELY, complete, since.entryId());
            return true;
          }
          Rows.forEach(connection, INCOMPLETE, complete);
          Rows.forEach(
              connection,
              WITHOUT_ROW,
              row ->
                  look(
                      connection,
                      new Gaps(row.getString(1), waiting, acknowledged, findings),
                      row.getString(1),
                      0));
          return true;
        });
  }

  private static void look(Connection connection, Gaps gaps, String memoryId, long version)
      throws SQLException {
    Rows.forEach(connection, VERSIONS, row -> gaps.present(row.getLong(1)), memoryId);
    gaps.end(version);
  }
}
