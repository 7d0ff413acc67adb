package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.substring;

import org.jooq.Field;

/** Counts of the log. */
final class FigureStatements {
  private static final Field<String> DAY = substring(MEMORY_AUDIT.TIMESTAMP, inline(1), inline(10));

  static final Room ROOM =
      new Room("dev.atocore.core.log", "FigureSql")
          .open()
          .statement(
              "max_id", select(coalesce(max(MEMORY_AUDIT.ID), inline(0L))).from(MEMORY_AUDIT))
          .statement(
              "first_since",
              select(coalesce(min(Parts.FOUND), inline(0L)))
                  .from(
                      select(MEMORY_AUDIT.ID.as(Parts.FOUND))
                          .from(MEMORY_AUDIT)
                          .where(MEMORY_AUDIT.TIMESTAMP.ge(text()))
                          .orderBy(MEMORY_AUDIT.TIMESTAMP)
                          .limit(inline(1))
                          .asTable("first")))
          .statement(
              "by_day",
              select(DAY, MEMORY_AUDIT.ACTION, count())
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.ID.gt(number()))
                  .and(MEMORY_AUDIT.ID.le(number()))
                  .groupBy(DAY, MEMORY_AUDIT.ACTION))
          .statement(
              "of_action",
              select(count())
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.ACTION.eq(text()))
                  .and(MEMORY_AUDIT.ID.ge(number()))
                  .and(MEMORY_AUDIT.ID.lt(number())))
          .statement(
              "moves",
              select(
                      Image.valueIn(MEMORY_AUDIT.BEFORE_JSON, "status"),
                      Image.valueIn(MEMORY_AUDIT.AFTER_JSON, "status"))
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.ID.gt(number()))
                  .and(MEMORY_AUDIT.ID.le(number())));

  private FigureStatements() {}
}
