package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.AUDIT_ERASURES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.impl.SQLDataType;

/** What was erased from the log, and the erasing itself. */
final class ErasureStatements {
  /** In the order that an erasure is read and written. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          AUDIT_ERASURES.KIND,
          AUDIT_ERASURES.MEMORY_ID,
          AUDIT_ERASURES.THROUGH_VERSION,
          AUDIT_ERASURES.OLDER_THAN,
          AUDIT_ERASURES.THROUGH_ENTRY,
          AUDIT_ERASURES.ARCHIVE,
          AUDIT_ERASURES.ARCHIVE_SHA256,
          AUDIT_ERASURES.ENTRIES,
          AUDIT_ERASURES.ACTOR,
          AUDIT_ERASURES.REASON,
          AUDIT_ERASURES.REQUEST_ID,
          AUDIT_ERASURES.ERASED_AT);

  static final Room ROOM =
      new Room("dev.atocore.audit.record", "ErasureSql")
          .statement(
              "insert",
              insertInto(AUDIT_ERASURES)
                  .columns(Parts.with(COLUMNS, AUDIT_ERASURES.ROW_DIGEST))
                  .valuesOfRows(valuesOf(Parts.with(COLUMNS, AUDIT_ERASURES.ROW_DIGEST))))
          .statement("all", rows().orderBy(AUDIT_ERASURES.ID))
          .statement("newest", rows().orderBy(AUDIT_ERASURES.ID.desc()).limit(inline(1)))
          .statement(
              "erase",
              update(MEMORY_AUDIT)
                  .set(MEMORY_AUDIT.BEFORE_JSON, none())
                  .set(MEMORY_AUDIT.AFTER_JSON, none())
                  .set(MEMORY_AUDIT.NOTE, none())
                  .set(MEMORY_AUDIT.SALT, bytes())
                  .set(MEMORY_AUDIT.BEFORE_DIGEST, bytes())
                  .set(MEMORY_AUDIT.AFTER_DIGEST, bytes())
                  .set(MEMORY_AUDIT.NOTE_DIGEST, bytes())
                  .where(MEMORY_AUDIT.ID.eq(number())));

  private ErasureStatements() {}

  /** The columns, then the number of the row. */
  private static SelectJoinStep<Record> rows() {
    return select(Parts.with(COLUMNS, AUDIT_ERASURES.ID)).from(AUDIT_ERASURES);
  }

  private static Field<String> none() {
    return inline((String) null, SQLDataType.CLOB);
  }
}
