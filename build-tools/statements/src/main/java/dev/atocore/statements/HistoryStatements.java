package dev.atocore.statements;

import static dev.atocore.statements.Parts.changedLately;
import static dev.atocore.statements.Parts.flag;
import static dev.atocore.statements.Parts.misplaced;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.table;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.statements.schema.tables.Memories;
import dev.atocore.statements.schema.tables.MemoryAudit;
import java.util.List;
import org.jooq.SelectConditionStep;
import org.jooq.Table;

/** What the checks ask of the log, and of the log beside the memories. */
final class HistoryStatements {
  /** How many of the last entries are verified where the log is too long to verify all. */
  private static final int NEWEST = 1_000;

  private static final Memories ROW = MEMORIES.as("m");
  private static final MemoryAudit ENTRY = MEMORY_AUDIT.as("e");
  private static final MemoryAudit OTHER = MEMORY_AUDIT.as("n");

  /** The entries in the order of their numbers: the new ones are at the end. */
  private static final Table<?> ENTRIES_IN_ORDER =
      table("memory_audit AS e NOT INDEXED", "memory_audit AS e");

  static final Room ROOM =
      new Room("dev.atocore.integrity.checks.log", "HistorySql")
          .statement(
              "changed_since",
              select(MEMORY_AUDIT.MEMORY_ID).from(MEMORY_AUDIT).where(MEMORY_AUDIT.ID.gt(number())))
          .statement(
              "last_changed",
              select(MEMORY_AUDIT.MEMORY_ID)
                  .from(MEMORY_AUDIT)
                  .orderBy(MEMORY_AUDIT.ID.desc())
                  .limit(inline(NEWEST)))
          .statement(
              "any_entry",
              selectOne()
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.MEMORY_ID.eq(text()))
                  .limit(inline(1)))
          .statement(
              "versions",
              select(MEMORY_AUDIT.VERSION)
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.MEMORY_ID.eq(text()))
                  .and(MEMORY_AUDIT.VERSION.ge(inline(1L)))
                  .orderBy(MEMORY_AUDIT.VERSION))
          .statement(
              "newest_version",
              select(max(MEMORY_AUDIT.VERSION))
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.MEMORY_ID.eq(text())))
          // Whether or not an entry is missing.
          .statement(
              "memories_lately", select(ROW.ID, ROW.VERSION).from(ROW).where(changedLately(ROW.ID)))
          // Memories with fewer entries than versions, by the log's index alone. That index is
          // unique: no version counts twice.
          .statement(
              "incomplete",
              select(ROW.ID, ROW.VERSION)
                  .from(ROW)
                  .where(ROW.SEQ.gt(number()))
                  .and(ROW.SEQ.le(number()))
                  .and(
                      field(
                              select(
                                      field(
                                          count()
                                              .lt(
                                                  greatest(
                                                          ROW.VERSION,
                                                          coalesce(max(OTHER.VERSION), inline(0L)),
                                                          inline(1L))
                                                      .coerce(Integer.class))))
                                  .from(OTHER)
                                  .where(OTHER.MEMORY_ID.eq(ROW.ID))
                                  .and(OTHER.VERSION.ge(inline(1L))))
                          .isTrue()))
          .statement(
              "gone_lately",
              selectDistinct(ENTRY.MEMORY_ID)
                  .from(ENTRIES_IN_ORDER)
                  .where(ENTRY.ID.gt(number()))
                  .and(notExists(selectOne().from(ROW).where(ROW.ID.eq(ENTRY.MEMORY_ID)))))
          // May have drifted: differs from the entry of its own version, or a later entry exists.
          // Half the cost of a look at the newest entry, which these few then get.
          .statement(
              "suspects",
              select(ROW.ID)
                  .from(ROW)
                  .leftJoin(ENTRY)
                  .on(ENTRY.MEMORY_ID.eq(ROW.ID).and(ENTRY.VERSION.eq(ROW.VERSION)))
                  .where(ROW.SEQ.gt(number()))
                  .and(ROW.SEQ.le(number()))
                  .and(
                      Image.of(ROW)
                          .ne(ENTRY.AFTER_JSON)
                          .or(
                              exists(
                                  selectOne()
                                      .from(OTHER)
                                      .where(OTHER.MEMORY_ID.eq(ROW.ID))
                                      .and(OTHER.VERSION.gt(ROW.VERSION))))))
          .statement("rows", rows().and(ROW.SEQ.gt(number())).and(ROW.SEQ.le(number())))
          .statement("rows_lately", rows().and(changedLately(ROW.ID)))
          .statement("drifted", drifted().and(ROW.ID.eq(text())))
          .statement("drifted_lately", drifted().and(changedLately(ROW.ID)));

  private HistoryStatements() {}

  /** What rows that the log knows say of themselves. */
  private static SelectConditionStep<?> rows() {
    return select(
            ROW.ID,
            ROW.VERSION,
            ROW.AUDIT_HEAD,
            ROW.ROW_DIGEST,
            ROW.CONTENT,
            ROW.CONTENT_HASH,
            flag(misplaced(List.of(ROW.fields()))))
        .from(ROW)
        .where(ROW.AUDIT_HEAD.isNotNull());
  }

  /**
   * Rows that differ from their newest entry: a first sieve, exact but for the spelling of numbers
   * and escapes. A row whose newest entries are missing is not compared.
   */
  private static SelectConditionStep<?> drifted() {
    return select(ROW.ID, ENTRY.ID, Image.of(ROW), ENTRY.AFTER_JSON)
        .from(ROW)
        .join(ENTRY)
        .on(
            ENTRY
                .MEMORY_ID
                .eq(ROW.ID)
                .and(
                    ENTRY.VERSION.eq(
                        select(max(OTHER.VERSION)).from(OTHER).where(OTHER.MEMORY_ID.eq(ROW.ID)))))
        .where(ENTRY.VERSION.ge(ROW.VERSION))
        .and(Image.of(ROW).ne(ENTRY.AFTER_JSON));
  }
}
