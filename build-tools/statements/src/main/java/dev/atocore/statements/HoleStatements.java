package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.statements.schema.tables.Memories;
import dev.atocore.statements.schema.tables.MemoryAudit;
import org.jooq.Record1;
import org.jooq.Select;

/** Versions without an entry. */
final class HoleStatements {
  private static final Memories ROW = MEMORIES.as("m");
  private static final MemoryAudit ENTRY = MEMORY_AUDIT.as("e");
  private static final MemoryAudit BEFORE = MEMORY_AUDIT.as("b");

  static final Room ROOM =
      new Room("dev.atocore.core.log", "HoleSql")
          // Memories whose row has no entry of its version, and those of which an entry has none
          // before it: by the index of versions alone, so that no entry is read.
          .statement(
              "memories",
              // In no order: SQLite would walk the rows by it.
              select(field(name("memory_id"), String.class))
                  .from(withoutOwn().union(withoutOneBefore()).asTable("found"))
                  .limit(number()));

  private HoleStatements() {}

  private static Select<Record1<String>> withoutOwn() {
    return select(ROW.ID.as("memory_id"))
        .from(ROW)
        .where(
            notExists(
                selectOne()
                    .from(ENTRY)
                    .where(ENTRY.MEMORY_ID.eq(ROW.ID))
                    .and(ENTRY.VERSION.eq(ROW.VERSION))));
  }

  private static Select<Record1<String>> withoutOneBefore() {
    return select(ENTRY.MEMORY_ID)
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
