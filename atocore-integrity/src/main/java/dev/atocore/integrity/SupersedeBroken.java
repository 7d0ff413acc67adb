package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.integrity.Sql.SQL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.alerts.Severity;
import dev.atocore.core.MemoryStatus;
import dev.atocore.core.jooq.tables.Memories;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Replacements that lead nowhere: whoever follows them does not reach a memory in force. */
final class SupersedeBroken extends BuiltInCheck {
  private static final Memories TARGET = MEMORIES.as("target");
  private static final Memories EARLIER = MEMORIES.as("earlier");

  private static final String MISSING =
      Sql.text(
          SQL.select(MEMORIES.SUPERSEDED_BY)
              .from(MEMORIES)
              .where(Sql.given(MEMORIES.SUPERSEDED_BY))
              .except(SQL.select(MEMORIES.ID).from(MEMORIES))
              .orderBy(1));

  private static final String SUPERSEDED_BY =
      Sql.text(
          SQL.select(MEMORIES.ID)
              .from(MEMORIES)
              .where(MEMORIES.SUPERSEDED_BY.eq(Sql.TEXT))
              .orderBy(MEMORIES.SEQ));

  private static final String NOT_SET =
      Sql.text(
          SQL.select(MEMORIES.ID)
              .from(MEMORIES)
              .where(MEMORIES.STATUS.eq(Sql.word(MemoryStatus.SUPERSEDED)))
              .and(coalesce(MEMORIES.SUPERSEDED_BY, inline("")).eq(inline("")))
              .orderBy(MEMORIES.SEQ));

  /** Those whose successor is missing are told as that. */
  private static final String NOT_SUPERSEDED =
      Sql.text(
          SQL.select(MEMORIES.ID, MEMORIES.STATUS, MEMORIES.SUPERSEDED_BY)
              .from(MEMORIES)
              .where(Sql.given(MEMORIES.SUPERSEDED_BY))
              .and(MEMORIES.STATUS.ne(Sql.word(MemoryStatus.SUPERSEDED)))
              .and(exists(selectOne().from(TARGET).where(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY)))));

  /**
   * The youngest memory of a cycle is replaced by an older one and itself replaces an older one, or
   * itself: only from such a memory is it worth following the chain.
   */
  private static final String CYCLE_STARTS =
      Sql.text(
          SQL.select(MEMORIES.ID, MEMORIES.SEQ)
              .from(MEMORIES)
              .join(TARGET)
              .on(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY))
              .where(Sql.given(MEMORIES.SUPERSEDED_BY))
              .and(TARGET.SEQ.le(MEMORIES.SEQ))
              .and(
                  exists(
                      selectOne()
                          .from(EARLIER)
                          .where(EARLIER.SUPERSEDED_BY.eq(MEMORIES.ID))
                          .and(EARLIER.SEQ.le(MEMORIES.SEQ)))));

  /** Circles are left to a look at everything: AtoCore itself makes none. */
  private static final String LATELY =
      "SELECT m.id, m.status, m.superseded_by, t.id FROM memories m LEFT JOIN memories t ON t.id = m.superseded_by"
          + " WHERE m.id IN "
          + SqliteShapes.CHANGED
          + " AND CASE WHEN coalesce(m.superseded_by, '') = '' THEN m.status = 'superseded'"
          + " ELSE t.id IS NULL OR m.status <> 'superseded' END";

  SupersedeBroken() {
    super(
        "supersede-broken",
        Severity.WARNING,
        "replacements whose target is missing or not set, that run in a circle, or that do not match the status",
        "atocore memory revert MEMORY_ID --to-version N, to the last version that was right");
  }

  @Override
  public boolean looksAtNews() {
    return true;
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    Mark since = context.since();
    if (since != null) {
      context.read(
          connection -> {
            Rows.forEach(connection, LATELY, row -> lately(row, findings), since.entryId());
            return true;
          });
      return;
    }
    context.read(
        connection -> {
          Rows.forEach(connection, MISSING, row -> missing(connection, row.getString(1), findings));
          Rows.forEach(
              connection,
              NOT_SET,
              row ->
                  findings.add(
                      row.getString(1),
                      problem("not_set", "is superseded, but by nothing", row.getString(1))));
          Rows.forEach(
              connection,
              NOT_SUPERSEDED,
              row ->
                  findings.add(
                      row.getString(1),
                      problem(
                              "not_superseded",
                              "names a successor, but is not superseded",
                              row.getString(1))
                          .with("status", row.getString(2))
                          .with("superseded_by", row.getString(3))));
          try (SupersedeChain chain = new SupersedeChain(connection)) {
            Rows.forEach(
                connection,
                CYCLE_STARTS,
                row -> chain.follow(row.getString(1), row.getLong(2), findings));
          }
          return true;
        });
  }

  private static void lately(ResultSet row, Findings findings) throws SQLException {
    String id = row.getString(1);
    String target = row.getString(3);
    if (target == null || target.isEmpty()) {
      findings.add(id, problem("not_set", "is superseded, but by nothing", id));
    } else if (row.getString(4) == null) {
      findings.add(
          id,
          problem("missing_target", "its successor does not exist", id)
              .with("superseded_by", target));
    } else {
      findings.add(
          id,
          problem("not_superseded", "names a successor, but is not superseded", id)
              .with("status", row.getString(2))
              .with("superseded_by", target));
    }
  }

  private static void missing(Connection connection, String target, Findings findings)
      throws SQLException {
    Rows.forEach(
        connection,
        SUPERSEDED_BY,
        row ->
            findings.add(
                row.getString(1),
                problem("missing_target", "its successor does not exist", row.getString(1))
                    .with("superseded_by", target)),
        target);
  }

  private static Details problem(String problem, String message, String memoryId) {
    return Details.of(message).with("memory_id", memoryId).with("problem", problem);
  }
}
