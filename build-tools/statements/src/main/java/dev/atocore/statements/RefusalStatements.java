package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.MEMORY_REFUSALS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/** What is not to come back. */
final class RefusalStatements {
  /** In the order that a row is written. */
  private static final List<Field<?>> ROW =
      List.of(
          MEMORY_REFUSALS.KIND,
          MEMORY_REFUSALS.HASH,
          MEMORY_REFUSALS.KEY_ID,
          MEMORY_REFUSALS.MEMORY_ID,
          MEMORY_REFUSALS.ENTRY_ID,
          MEMORY_REFUSALS.ACTOR,
          MEMORY_REFUSALS.REFUSED_AT,
          MEMORY_REFUSALS.LIFTED_AT,
          MEMORY_REFUSALS.LIFTED_BY,
          MEMORY_REFUSALS.LIFTED_WHY);

  private static final List<Field<?>> NEW_ROW = Parts.with(ROW, MEMORY_REFUSALS.ROW_DIGEST);

  static final Room ROOM =
      new Room("dev.atocore.core.refusal", "RefusalSql")
          .statement(
              "insert",
              insertInto(MEMORY_REFUSALS).columns(NEW_ROW).valuesOfRows(valuesOf(NEW_ROW)))
          .statement(
              "newest_key",
              select(MEMORY_REFUSALS.KEY_ID)
                  .from(MEMORY_REFUSALS)
                  .orderBy(MEMORY_REFUSALS.ID.desc())
                  .limit(inline(1)))
          .statement(
              "of_hash",
              rows()
                  .where(MEMORY_REFUSALS.HASH.eq(bytes()))
                  .and(MEMORY_REFUSALS.LIFTED_AT.isNull())
                  .orderBy(MEMORY_REFUSALS.ID)
                  .limit(inline(1)))
          .statement(
              "standing_of_memory",
              rows()
                  .where(MEMORY_REFUSALS.MEMORY_ID.eq(text()))
                  .and(MEMORY_REFUSALS.LIFTED_AT.isNull())
                  .orderBy(MEMORY_REFUSALS.ID))
          .statement("find", rows().where(MEMORY_REFUSALS.ID.eq(number())))
          .statement(
              "stored",
              select(Parts.stored(MEMORY_REFUSALS.ROW_DIGEST, ROW.toArray(Field[]::new)))
                  .from(MEMORY_REFUSALS)
                  .where(MEMORY_REFUSALS.ID.eq(number())))
          .statement(
              "lift",
              update(MEMORY_REFUSALS)
                  .set(MEMORY_REFUSALS.LIFTED_AT, text())
                  .set(MEMORY_REFUSALS.LIFTED_BY, text())
                  .set(MEMORY_REFUSALS.LIFTED_WHY, text())
                  .set(MEMORY_REFUSALS.ROW_DIGEST, bytes())
                  .where(MEMORY_REFUSALS.ID.eq(number())))
          .statement(
              "page",
              rows()
                  .where(MEMORY_REFUSALS.ID.lt(number()))
                  .and(MEMORY_REFUSALS.LIFTED_AT.isNull())
                  .orderBy(MEMORY_REFUSALS.ID.desc())
                  .limit(number()))
          .statement(
              "page_of_all",
              rows()
                  .where(MEMORY_REFUSALS.ID.lt(number()))
                  .orderBy(MEMORY_REFUSALS.ID.desc())
                  .limit(number()))
          .statement(
              "keys",
              select(MEMORY_REFUSALS.KEY_ID, count())
                  .from(MEMORY_REFUSALS)
                  .where(MEMORY_REFUSALS.LIFTED_AT.isNull())
                  .groupBy(MEMORY_REFUSALS.KEY_ID)
                  .orderBy(MEMORY_REFUSALS.KEY_ID))
          .statement(
              "made_with_others",
              rows()
                  .where(MEMORY_REFUSALS.LIFTED_AT.isNull())
                  .and(MEMORY_REFUSALS.KEY_ID.ne(text()))
                  .orderBy(MEMORY_REFUSALS.ID))
          .statement(
              "decided",
              select(
                      MEMORIES.ID,
                      MEMORIES.TYPE,
                      MEMORIES.CONTENT,
                      MEMORIES.PROJECT,
                      MEMORIES.USER_ID,
                      MEMORIES.AGENT_ID,
                      MEMORY_AUDIT.ID,
                      MEMORY_AUDIT.ACTION,
                      MEMORY_AUDIT.ACTOR,
                      MEMORY_AUDIT.TIMESTAMP)
                  .from(MEMORIES)
                  .join(MEMORY_AUDIT)
                  .on(MEMORY_AUDIT.MEMORY_ID.eq(MEMORIES.ID))
                  .and(MEMORY_AUDIT.VERSION.eq(MEMORIES.VERSION))
                  .where(MEMORIES.STATUS.eq(inline(Words.INVALID)))
                  .and(MEMORY_AUDIT.ACTION.in(inline("rejected"), inline("invalidated")))
                  .and(
                      MEMORY_AUDIT.ACTOR.notIn(
                          inline("candidate-expiry"), inline("validity-expiry")))
                  .and(
                      MEMORY_AUDIT
                          .REQUEST_ID
                          .isNull()
                          .or(MEMORY_AUDIT.REQUEST_ID.notLike(inline("repair:%"))))
                  .and(MEMORIES.CONTENT.ne(inline("[redacted]")))
                  .and(
                      notExists(
                          selectOne()
                              .from(MEMORY_REFUSALS)
                              .where(MEMORY_REFUSALS.MEMORY_ID.eq(MEMORIES.ID))
                              .and(MEMORY_REFUSALS.LIFTED_AT.isNull())))
                  .orderBy(MEMORIES.SEQ));

  private RefusalStatements() {}

  /** The number, the columns, and what the memory is by now. */
  private static SelectJoinStep<Record> rows() {
    List<Field<?>> all = new ArrayList<>(ROW);
    all.add(0, MEMORY_REFUSALS.ID);
    all.add(MEMORIES.TYPE);
    all.add(MEMORIES.PROJECT);
    all.add(MEMORIES.USER_ID);
    all.add(MEMORIES.AGENT_ID);
    return select(all)
        .from(MEMORY_REFUSALS)
        .leftJoin(MEMORIES)
        .on(MEMORIES.ID.eq(MEMORY_REFUSALS.MEMORY_ID));
  }
}
