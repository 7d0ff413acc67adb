package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.atocore.statements.schema.tables.MemoryAudit;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.SelectConditionStep;

/** The memories in the order in which they began, by the entries that began them. */
final class BeginningStatements {
  private static final MemoryAudit ENTRY = MEMORY_AUDIT;
  private static final MemoryAudit FIRST = MEMORY_AUDIT.as("f");
  private static final MemoryAudit LATER = MEMORY_AUDIT.as("n");

  static final Room ROOM =
      new Room("dev.atocore.audit.log", "BeginningSql")
          .statement("find", beginnings().and(FIRST.ID.eq(number())))
          .statement(
              "after_so_many",
              beginnings()
                  .and(before())
                  .orderBy(FIRST.TIMESTAMP.desc(), FIRST.ID.desc())
                  .limit(inline(1))
                  .offset(number()))
          // Each with its newest entry of the time, in one statement: looked up one by one, a
          // page takes several times as long.
          .statement(
              "as_of",
              EntryStatements.columns()
                  .select(FIRST.ID, FIRST.TIMESTAMP)
                  .from(FIRST)
                  .join(ENTRY)
                  .on(
                      ENTRY
                          .MEMORY_ID
                          .eq(FIRST.MEMORY_ID)
                          .and(
                              ENTRY.VERSION.eq(
                                  select(LATER.VERSION)
                                      .from(LATER)
                                      .where(LATER.MEMORY_ID.eq(FIRST.MEMORY_ID))
                                      .and(LATER.TIMESTAMP.le(text()))
                                      .orderBy(LATER.VERSION.desc())
                                      .limit(inline(1)))))
                  .where(FIRST.VERSION.eq(inline(1L)))
                  .and(before())
                  .and(more())
                  .orderBy(FIRST.TIMESTAMP.desc(), FIRST.ID.desc())
                  .limit(number()))
          .part(
              "down_to",
              FIRST.TIMESTAMP.ge(text()).and(FIRST.TIMESTAMP.gt(text()).or(FIRST.ID.ge(number()))));

  private BeginningStatements() {}

  private static SelectConditionStep<Record2<Long, String>> beginnings() {
    return select(FIRST.ID, FIRST.TIMESTAMP).from(FIRST).where(FIRST.VERSION.eq(inline(1L)));
  }

  /** Older than another. SQLite bounds its walk by the first of these alone. */
  private static Condition before() {
    return FIRST.TIMESTAMP.le(text()).and(FIRST.TIMESTAMP.lt(text()).or(FIRST.ID.lt(number())));
  }
}
