package dev.atocore.statements;

import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.ANSWERED_REQUESTS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import java.util.List;
import org.jooq.Field;

/** Requests that were answered and may come again. */
final class AnsweredStatements {
  /** In the order that a row is read and written. */
  private static final List<Field<?>> ROW =
      List.of(
          ANSWERED_REQUESTS.ID,
          ANSWERED_REQUESTS.FINGERPRINT,
          ANSWERED_REQUESTS.ANSWERED_AT,
          ANSWERED_REQUESTS.MEMORY_ID,
          ANSWERED_REQUESTS.VERSION,
          ANSWERED_REQUESTS.ACTION,
          ANSWERED_REQUESTS.STATUS,
          ANSWERED_REQUESTS.BODY);

  static final Room ROOM =
      new Room("dev.atocore.core.idempotency", "AnsweredSql")
          .statement(
              "find",
              select(ROW)
                  .from(ANSWERED_REQUESTS)
                  .where(ANSWERED_REQUESTS.ID.eq(text()))
                  .and(ANSWERED_REQUESTS.ANSWERED_AT.ge(text())))
          .statement(
              "insert",
              insertInto(ANSWERED_REQUESTS)
                  .columns(ROW)
                  .valuesOfRows(valuesOf(ROW))
                  .onConflict(ANSWERED_REQUESTS.ID)
                  .doNothing())
          .statement(
              "forget_before",
              deleteFrom(ANSWERED_REQUESTS).where(ANSWERED_REQUESTS.ANSWERED_AT.lt(text())))
          .statement(
              "forget_bodies",
              deleteFrom(ANSWERED_REQUESTS).where(ANSWERED_REQUESTS.BODY.isNotNull()));

  private AnsweredStatements() {}
}
