package dev.atocore.cli.command.audit;

import dev.atocore.audit.record.AuditGap;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.log.MissingEntry;
import org.jspecify.annotations.Nullable;

/** How versions without an entry look as rows of a list. */
final class GapView extends RowShape<MissingEntry> {
  static final GapView ROWS = new GapView();

  private GapView() {
    super(
        "gaps",
        "MEMORY,VERSIONS,STATE,ACTION,ACTOR,TIME,WHY",
        "memory_id,version,to_version,state,entry_id,action,actor,timestamp,cause,acknowledged_by,acknowledged_at,note");
  }

  @Override
  public @Nullable Object[] cells(MissingEntry row) {
    AuditGap lost = row.lost();
    AuditGap known = row.acknowledged();
    return row(
        row.memoryId(),
        row.version() == row.toVersion() ? row.version() : row.version() + "-" + row.toVersion(),
        state(row),
        lost == null ? null : lost.action(),
        known != null ? known.actor() : lost == null ? null : lost.actor(),
        known != null ? known.timestamp() : lost == null ? null : lost.timestamp(),
        known != null ? known.note() : lost == null ? null : lost.note());
  }

  @Override
  public @Nullable Object[] csv(MissingEntry row) {
    AuditGap lost = row.lost();
    AuditGap known = row.acknowledged();
    return row(
        row.memoryId(),
        row.version(),
        row.toVersion(),
        state(row),
        lost == null ? null : lost.entryId(),
        lost == null ? null : lost.action(),
        lost == null ? null : lost.actor(),
        lost == null ? null : lost.timestamp(),
        lost == null ? null : lost.note(),
        known == null ? null : known.actor(),
        known == null ? null : known.timestamp(),
        known == null ? null : known.note());
  }

  @Override
  public String id(MissingEntry row) {
    return row.memoryId();
  }

  private static String state(MissingEntry row) {
    return row.acknowledged() != null ? "acknowledged" : row.lost() != null ? "lost" : "missing";
  }
}
