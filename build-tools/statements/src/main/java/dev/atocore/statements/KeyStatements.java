package dev.atocore.statements;

import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.KEY_EVENTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/** The record of what was done with keys. */
final class KeyStatements {
  /** In the order that an event is read and written. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          KEY_EVENTS.KIND,
          KEY_EVENTS.NAME,
          KEY_EVENTS.ROLE,
          KEY_EVENTS.PROJECTS,
          KEY_EVENTS.USER_ID,
          KEY_EVENTS.EXPIRES_AT,
          KEY_EVENTS.TOKEN_HASH,
          KEY_EVENTS.ACTOR,
          KEY_EVENTS.REQUEST_ID,
          KEY_EVENTS.DONE_AT);

  static final Room ROOM =
      new Room("dev.atocore.audit.record", "KeySql")
          .statement(
              "insert",
              insertInto(KEY_EVENTS)
                  .columns(Parts.with(COLUMNS, KEY_EVENTS.ROW_DIGEST))
                  .valuesOfRows(valuesOf(Parts.with(COLUMNS, KEY_EVENTS.ROW_DIGEST))))
          .statement("all", rows().orderBy(KEY_EVENTS.ID))
          .statement("newest", rows().orderBy(KEY_EVENTS.ID.desc()).limit(inline(1)));

  private KeyStatements() {}

  /** The columns, then the number of the row. */
  private static SelectJoinStep<Record> rows() {
    return select(Parts.with(COLUMNS, KEY_EVENTS.ID)).from(KEY_EVENTS);
  }
}
