package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.PROJECTS;
import static dev.atocore.statements.schema.Tables.PROJECT_STATE;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record3;

/** Projects and what programs keep for them. */
final class StateStatements {
  /** In the order that a value is read and written. */
  private static final List<Field<?>> VALUE =
      List.of(
          PROJECT_STATE.PROJECT,
          PROJECT_STATE.CATEGORY,
          PROJECT_STATE.KEY,
          PROJECT_STATE.VALUE,
          PROJECT_STATE.UPDATED_AT);

  private static final List<Field<?>> NEW_VALUE = Parts.with(VALUE, PROJECT_STATE.ROW_DIGEST);

  private static final List<Field<?>> NEW_PROJECT =
      List.of(PROJECTS.ID, PROJECTS.CREATED_AT, PROJECTS.ROW_DIGEST);

  static final Room ROOM =
      new Room("dev.atocore.core.state", "StateSql")
          .statement(
              "find",
              select(VALUE)
                  .from(PROJECT_STATE)
                  .where(PROJECT_STATE.PROJECT.eq(text()))
                  .and(PROJECT_STATE.CATEGORY.eq(text()))
                  .and(PROJECT_STATE.KEY.eq(text())))
          .statement(
              "put",
              insertInto(PROJECT_STATE)
                  .columns(NEW_VALUE)
                  .valuesOfRows(valuesOf(NEW_VALUE))
                  .onConflict(PROJECT_STATE.PROJECT, PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY)
                  .doUpdate()
                  .set(PROJECT_STATE.VALUE, excluded(PROJECT_STATE.VALUE))
                  .set(PROJECT_STATE.UPDATED_AT, excluded(PROJECT_STATE.UPDATED_AT))
                  .set(PROJECT_STATE.ROW_DIGEST, excluded(PROJECT_STATE.ROW_DIGEST)))
          .statement(
              "put_if_none",
              insertInto(PROJECT_STATE)
                  .columns(NEW_VALUE)
                  .valuesOfRows(valuesOf(NEW_VALUE))
                  .onConflict(PROJECT_STATE.PROJECT, PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY)
                  .doNothing())
          .statement(
              "replace",
              update(PROJECT_STATE)
                  .set(PROJECT_STATE.VALUE, text())
                  .set(PROJECT_STATE.UPDATED_AT, text())
                  .set(PROJECT_STATE.ROW_DIGEST, bytes())
                  .where(PROJECT_STATE.PROJECT.eq(text()))
                  .and(PROJECT_STATE.CATEGORY.eq(text()))
                  .and(PROJECT_STATE.KEY.eq(text()))
                  .and(PROJECT_STATE.VALUE.eq(text())))
          .statement(
              "list",
              select(VALUE)
                  .from(PROJECT_STATE)
                  .where(more())
                  .orderBy(PROJECT_STATE.PROJECT, PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY))
          .part("of_project", PROJECT_STATE.PROJECT.eq(text()))
          .part("of_category", PROJECT_STATE.CATEGORY.eq(text()))
          .statement(
              "forget_before",
              deleteFrom(PROJECT_STATE)
                  .where(PROJECT_STATE.PROJECT.eq(text()))
                  .and(PROJECT_STATE.CATEGORY.eq(text()))
                  .and(PROJECT_STATE.KEY.lt(text())))
          .statement("has_project", selectOne().from(PROJECTS).where(PROJECTS.ID.eq(text())))
          .statement(
              "register_project",
              insertInto(PROJECTS)
                  .columns(NEW_PROJECT)
                  .valuesOfRows(valuesOf(NEW_PROJECT))
                  .onConflict(PROJECTS.ID)
                  .doNothing())
          .statement(
              "stored_project",
              select(
                      Parts.stored(
                          PROJECTS.ROW_DIGEST, PROJECTS.ID, PROJECTS.NAME, PROJECTS.CREATED_AT))
                  .select(PROJECTS.CREATED_AT)
                  .from(PROJECTS)
                  .where(PROJECTS.ID.eq(text())))
          .statement(
              "rename_project",
              update(PROJECTS)
                  .set(PROJECTS.NAME, text())
                  .set(PROJECTS.ROW_DIGEST, bytes())
                  .where(PROJECTS.ID.eq(text())))
          .statement("find_project", project().where(PROJECTS.ID.eq(text())))
          .statement("projects", project().orderBy(PROJECTS.ID));

  private StateStatements() {}

  private static org.jooq.SelectJoinStep<Record3<String, String, String>> project() {
    return select(PROJECTS.ID, PROJECTS.NAME, PROJECTS.CREATED_AT).from(PROJECTS);
  }
}
