package dev.atocore.cli.command.audit;

import dev.atocore.audit.log.AuditGap;
import dev.atocore.cli.out.RowShape;
import dev.atocore.core.log.MissingEntry;
import org.jspecify.annotations.Nullable;

/** How versions without an entry look as rows of a list. */
final class GapView implements RowShape<MissingEntry> {
  static final GapView ROWS = new GapView();

  private static final String[] NAMES = {
    "memory_id",
    "version",
    "to_version",
    "state",
    "entry_id",
    "action",
    "actor",
    "timestamp",
    "cause",
    "acknowledged_by",
    "acknowledged_at",
    "note"
  };

  private GapView() {}

  @Override
  public String plural() {
    return "gaps";
  }

  @Override
  public String[] titles() {
    return new String[] {"MEMORY", "VERSIONS", "STATE", "ACTION", "ACTOR", "TIME", "WHY"};
  }

  @Override
  public @Nullable String[] cells(MissingEntry row) {
    AuditGap lost = row.lost();
    AuditGap known = row.acknowledged();
    return new @Nullable String[] {
      row.memoryId(),
      row.version() == row.toVersion()
          ? Long.toString(row.version())
          : row.version() + "-" + row.toVersion(),
      state(row),
      lost == null ? null : lost.action(),
      known != null ? known.actor() : lost == null ? null : lost.actor(),
      known != null ? known.timestamp() : lost == null ? null : lost.timestamp(),
      known != null ? known.note() : lost == null ? null : lost.note()
    };
  }

  @Override
  public String[] csvNames() {
    return NAMES;
  }

  @Override
  public @Nullable Object[] csv(MissingEntry row) {
    AuditGap lost = row.lost();
    AuditGap known = row.acknowledged();
    return new @Nullable Object[] {
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
      known == null ? null : known.note()
    };
  }

  @Override
  public String id(MissingEntry row) {
    return row.memoryId();
  }

  private static String state(MissingEntry row) {
    return row.acknowledged() != null ? "acknowledged" : row.lost() != null ? "lost" : "missing";
  }
}
