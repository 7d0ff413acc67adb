package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

/** Counts of the log. */
final class FigureStatements {
  static final Room ROOM =
      new Room("dev.atocore.core.log", "FigureSql")
          .statement(
              "first_since",
              select(MEMORY_AUDIT.ID)
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.TIMESTAMP.ge(text()))
                  .orderBy(MEMORY_AUDIT.TIMESTAMP)
                  .limit(inline(1)))
          .statement(
              "of_action",
              select(count())
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.ACTION.eq(text()))
                  .and(MEMORY_AUDIT.ID.ge(number()))
                  .and(MEMORY_AUDIT.ID.lt(number())));

  private FigureStatements() {}
}
