package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.AUDIT_EXTENT;
import static dev.atocore.statements.schema.Tables.AUDIT_RECORD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.SelectConditionStep;
import org.jooq.SelectJoinStep;

/** The chain of what is said beside the log, and what the log counts. */
final class RecordStatements {
  /** In the order that a record is read and written. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          AUDIT_RECORD.ID,
          AUDIT_RECORD.KIND,
          AUDIT_RECORD.ROW_ID,
          AUDIT_RECORD.PREV_HASH,
          AUDIT_RECORD.HASH);

  static final Room RECORDS =
      new Room("dev.atocore.audit.record", "RecordSql")
          .statement(
              "insert", insertInto(AUDIT_RECORD).columns(COLUMNS).valuesOfRows(valuesOf(COLUMNS)))
          .statement("all", select(COLUMNS).from(AUDIT_RECORD).orderBy(AUDIT_RECORD.ID))
          .statement(
              "of_kind",
              select(COLUMNS)
                  .from(AUDIT_RECORD)
                  .where(AUDIT_RECORD.KIND.eq(text()))
                  .orderBy(AUDIT_RECORD.ID))
          .statement(
              "newest",
              select(COLUMNS).from(AUDIT_RECORD).orderBy(AUDIT_RECORD.ID.desc()).limit(inline(1)))
          .statement(
              "after",
              select(COLUMNS)
                  .from(AUDIT_RECORD)
                  .where(AUDIT_RECORD.ID.gt(number()))
                  .orderBy(AUDIT_RECORD.ID)
                  .limit(number()));

  static final Room EXTENT =
      new Room("dev.atocore.audit.extent", "ExtentSql")
          .statement("all", extents().orderBy(AUDIT_EXTENT.ID))
          // One that no other writer holds, or none; the one with the records is the last choice.
          .statement(
              "free",
              extents().orderBy(AUDIT_EXTENT.ID.desc()).limit(inline(1)),
              extents().orderBy(AUDIT_EXTENT.ID.desc()).limit(inline(1)).forUpdate().skipLocked())
          .statement("first", first(), first().forUpdate())
          .statement(
              "write",
              update(AUDIT_EXTENT)
                  .set(AUDIT_EXTENT.CHAINS, number())
                  .set(AUDIT_EXTENT.CHAIN_SUM, bytes())
                  .set(AUDIT_EXTENT.RECORDS, number())
                  .set(AUDIT_EXTENT.RECORD_HASH, bytes())
                  .set(AUDIT_EXTENT.ROW_DIGEST, bytes())
                  .where(AUDIT_EXTENT.ID.eq(number())));

  private RecordStatements() {}

  private static SelectJoinStep<Record6<Long, byte[], Long, byte[], byte[], Long>> extents() {
    return select(
            AUDIT_EXTENT.CHAINS,
            AUDIT_EXTENT.CHAIN_SUM,
            AUDIT_EXTENT.RECORDS,
            AUDIT_EXTENT.RECORD_HASH,
            AUDIT_EXTENT.ROW_DIGEST,
            AUDIT_EXTENT.ID)
        .from(AUDIT_EXTENT);
  }

  private static SelectConditionStep<?> first() {
    return extents().where(AUDIT_EXTENT.ID.eq(inline(1L)));
  }
}
