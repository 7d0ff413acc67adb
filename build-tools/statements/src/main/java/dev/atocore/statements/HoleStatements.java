package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.statements.schema.tables.Memories;
import dev.atocore.statements.schema.tables.MemoryAudit;
import org.jooq.Record1;
import org.jooq.SelectLimitStep;

/** Versions without an entry. */
final class HoleStatements {
  private static final Memories ROW = MEMORIES.as("m");
  private static final MemoryAudit ENTRY = MEMORY_AUDIT.as("e");
  private static final MemoryAudit BEFORE = MEMORY_AUDIT.as("b");

  static final Room ROOM =
      new Room("dev.atocore.core.log", "HoleSql")
          // By the index of versions alone, so that no entry is read, and in no order: SQLite would
          // walk the rows by it.
          .statement("without_own", withoutOwn().limit(number()))
          .statement("without_one_before", withoutOneBefore().limit(number()));

  private HoleStatements() {}

  /** Memories whose row has no entry of its version. */
  private static SelectLimitStep<Record1<String>> withoutOwn() {
    return select(ROW.ID)
        .from(ROW)
        .where(
            notExists(
                selectOne()
                    .from(ENTRY)
                    .where(ENTRY.MEMORY_ID.eq(ROW.ID))
                    .and(ENTRY.VERSION.eq(ROW.VERSION))));
  }

  /** Memories of which an entry has none before it. */
  private static SelectLimitStep<Record1<String>> withoutOneBefore() {
    return selectDistinct(ENTRY.MEMORY_ID)
        .from(ENTRY)
        .where(ENTRY.VERSION.gt(inline(1L)))
        .and(
            notExists(
                selectOne()
                    .from(BEFORE)
                    .where(BEFORE.MEMORY_ID.eq(ENTRY.MEMORY_ID))
                    .and(BEFORE.VERSION.eq(ENTRY.VERSION.minus(inline(1L))))));
  }
}
