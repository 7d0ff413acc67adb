package dev.atocore.core.schema;

import dev.atocore.audit.sql.SqlDialect;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step of the schema holds that is gone with it. What the atocore of before would be wrong
 * without may not go; the rest is told.
 */
enum Holding {
  RECALLS(17, SchemaSql.RECALLS, "records of who was told", null),
  KEYS(16, SchemaSql.KEY_EVENTS, "events of keys", "would let in everybody"),
  REFUSALS(15, SchemaSql.REFUSALS, "refusals", null),
  SECOND_FORM(
      13,
      SchemaSql.ENTRIES_OF_SECOND_FORM,
      "entries of the log that name a user, an agent, a run or for whom the actor acted",
      "would report as altered"),
  MORE(
      12,
      SchemaSql.MEMORIES_WITH_MORE,
      "memories that have an owner, metadata, further sources or a validity",
      "would take for drift"),
  RECORDS(10, SchemaSql.RECORDS, "chained records of what is said beside the log", null),
  EVIDENCE(8, SchemaSql.EVIDENCE, "notes of which document vouches for what", null),
  SEALED(5, SchemaSql.SEALED, "sealed entries, so that old checkpoints prove nothing more", null),
  ERASURES(4, SchemaSql.ERASURES, "erasures on record", "would report as altered"),
  GAPS(4, SchemaSql.GAPS, "lost entries on record", "would report as missing"),
  ENTRIES(2, SchemaSql.ENTRIES, "entries of the audit log", null);

  private final int step;
  private final SchemaSql count;
  private final String what;
  private final @Nullable String older;

  Holding(int step, SchemaSql count, String what, @Nullable String older) {
    this.step = step;
    this.count = count;
    this.what = what;
    this.older = older;
  }

  /**
   * Counts what goes with steps back.
   *
   * @param from the version that the store is at
   * @param to the version that it is to be at
   * @throws StoreException if the atocore of then would be wrong about what is in the store
   */
  static List<StepsBack.Gone> between(Connection connection, SqlDialect dialect, int from, int to)
      throws SQLException {
    List<StepsBack.Gone> gone = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (Holding held : values()) {
        if (held.step <= from && held.step > to) {
          try (ResultSet rows = statement.executeQuery(held.count.in(dialect))) {
            long number = rows.next() ? rows.getLong(1) : 0;
            if (number > 0) {
              held.requireToGo(number);
              gone.add(new StepsBack.Gone(held.step, held.what, number));
            }
          }
        }
      }
    }
    return gone;
  }

  private void requireToGo(long rows) {
    if (older != null) {
      throw new StoreException(
          "schema_needed",
          "the store cannot go below schema version "
              + step
              + ": it has "
              + what
              + " ("
              + rows
              + "), which an older atocore "
              + older
              + "; nothing was changed, and 'atocore db restore' brings back a backup of before",
          null);
    }
  }
}
