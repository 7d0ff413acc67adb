package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.AUDIT_GAPS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/** The record of lost entries. */
final class GapStatements {
  /** In the order that a gap is read and written. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          AUDIT_GAPS.KIND,
          AUDIT_GAPS.MEMORY_ID,
          AUDIT_GAPS.VERSION,
          AUDIT_GAPS.ENTRY_ID,
          AUDIT_GAPS.ACTION,
          AUDIT_GAPS.ACTOR,
          AUDIT_GAPS.NOTE,
          AUDIT_GAPS.REQUEST_ID,
          AUDIT_GAPS.PREV_HASH,
          AUDIT_GAPS.HASH,
          AUDIT_GAPS.TIMESTAMP);

  static final Room ROOM =
      new Room("dev.atocore.audit.record", "GapSql")
          .statement(
              "insert",
              insertInto(AUDIT_GAPS)
                  .columns(Parts.with(COLUMNS, AUDIT_GAPS.ROW_DIGEST))
                  .valuesOfRows(valuesOf(Parts.with(COLUMNS, AUDIT_GAPS.ROW_DIGEST))))
          .statement("all", rows().orderBy(AUDIT_GAPS.ID))
          .statement("newest", rows().orderBy(AUDIT_GAPS.ID.desc()).limit(inline(1)))
          .statement(
              "find_lost",
              select(COLUMNS)
                  .from(AUDIT_GAPS)
                  .where(AUDIT_GAPS.MEMORY_ID.eq(text()))
                  .and(AUDIT_GAPS.VERSION.eq(number()))
                  .and(AUDIT_GAPS.KIND.eq(inline("lost"))));

  private GapStatements() {}

  /** The columns, then the number of the row. */
  private static SelectJoinStep<Record> rows() {
    return select(Parts.with(COLUMNS, AUDIT_GAPS.ID)).from(AUDIT_GAPS);
  }
}
