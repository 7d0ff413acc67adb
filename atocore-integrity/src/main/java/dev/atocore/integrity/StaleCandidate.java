package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.integrity.Sql.SQL;
import static org.jooq.impl.DSL.inline;

import dev.atocore.alerts.Severity;
import dev.atocore.core.MemoryStatus;
import dev.atocore.core.Times;
import java.time.Duration;

/** Candidates that {@code memory expire} should have rejected: the nightly job does not do it. */
final class StaleCandidate extends BuiltInCheck {
  /** The default of {@code memory expire}. */
  static final Duration MAX_AGE = Duration.ofDays(14);

  private static final String STALE =
      Sql.text(
          SQL.select(MEMORIES.ID, MEMORIES.PROJECT, MEMORIES.CREATED_AT)
              .from(MEMORIES)
              .where(MEMORIES.STATUS.eq(Sql.word(MemoryStatus.CANDIDATE)))
              .and(MEMORIES.REFERENCE_COUNT.eq(inline(0L)))
              .and(MEMORIES.SEQ.gt(Sql.NUMBER))
              .and(MEMORIES.SEQ.le(Sql.NUMBER))
              .and(MEMORIES.CREATED_AT.lt(Sql.TEXT))
              .orderBy(MEMORIES.SEQ));

  StaleCandidate() {
    super(
        "stale-candidate",
        Severity.WARNING,
        "candidates older than 14 days that were never reinforced",
        "atocore integrity repair --check stale-candidate, and look why memory expire does not run");
  }

  @Override
  public void run(CheckContext context, Findings findings) {
    String oldest = Times.format(context.now().minus(MAX_AGE));
    Ranges.forEach(
        context,
        "seq",
        "memories",
        Ranges.START,
        (connection, after, upTo) ->
            Rows.forEach(
                connection,
                STALE,
                row ->
                    findings.add(
                        row.getString(1),
                        Details.of("waits for review since " + row.getString(3))
                            .with("memory_id", row.getString(1))
                            .with("project", row.getString(2))
                            .with("created_at", row.getString(3))),
                after,
                upTo,
                oldest));
  }
}
