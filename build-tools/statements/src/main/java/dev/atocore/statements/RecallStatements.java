package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.RECALL;
import static dev.atocore.statements.schema.Tables.RECALL_LIST;
import static dev.atocore.statements.schema.Tables.RECALL_LOST;
import static dev.atocore.statements.schema.Tables.RECALL_MEMORY;
import static dev.atocore.statements.schema.Tables.RECALL_READER;
import static dev.atocore.statements.schema.Tables.RECALL_TOLD;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.update;

import java.math.BigDecimal;
import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;

/** Who was told which memories. */
final class RecallStatements {
  private static final List<Field<?>> READER =
      List.of(RECALL_READER.DOOR, RECALL_READER.KEY, RECALL_READER.ON_BEHALF_OF);

  private static final List<Field<?>> NEW_RECALL =
      List.of(
          RECALL.TOLD_AT,
          RECALL.READER,
          RECALL.LIST,
          RECALL.REQUEST_ID,
          RECALL.PROJECT,
          RECALL.QUERY);

  static final Room ROOM =
      new Room("dev.atocore.core.recall", "RecallSql")
          .statement(
              "find_reader",
              select(RECALL_READER.ID)
                  .from(RECALL_READER)
                  .where(RECALL_READER.DOOR.eq(text()))
                  .and(RECALL_READER.KEY.isNotDistinctFrom(text()))
                  .and(RECALL_READER.ON_BEHALF_OF.isNotDistinctFrom(text())))
          .statement("add_reader", insert(RECALL_READER, Parts.with(READER, RECALL_READER.ID)))
          .statement("last_reader", last(RECALL_READER, RECALL_READER.ID))
          .statement("readers", select(RECALL_READER.ID).select(READER).from(RECALL_READER))
          .statement(
              "find_memory",
              select(RECALL_MEMORY.ID)
                  .from(RECALL_MEMORY)
                  .where(RECALL_MEMORY.MEMORY_ID.eq(text())))
          .statement(
              "add_memory",
              insert(RECALL_MEMORY, List.of(RECALL_MEMORY.MEMORY_ID, RECALL_MEMORY.ID)))
          .statement("last_memory", last(RECALL_MEMORY, RECALL_MEMORY.ID))
          .statement(
              "memory_id",
              select(RECALL_MEMORY.MEMORY_ID)
                  .from(RECALL_MEMORY)
                  .where(RECALL_MEMORY.ID.eq(number())))
          .statement(
              "list_memories",
              select(RECALL_LIST.MEMORIES).from(RECALL_LIST).where(RECALL_LIST.ID.eq(number())))
          .statement("add_list", insert(RECALL_LIST, List.of(RECALL_LIST.MEMORIES, RECALL_LIST.ID)))
          .statement("last_list", last(RECALL_LIST, RECALL_LIST.ID))
          .statement("add", insert(RECALL, NEW_RECALL))
          .statement(
              "told",
              select(RECALL_TOLD.FIRST_LIST, RECALL_TOLD.LISTS)
                  .from(RECALL_TOLD)
                  .where(RECALL_TOLD.MEMORY.eq(number()))
                  .orderBy(RECALL_TOLD.FIRST_LIST))
          .statement(
              "told_until",
              select(RECALL_TOLD.FIRST_LIST, RECALL_TOLD.LISTS)
                  .from(RECALL_TOLD)
                  .where(RECALL_TOLD.MEMORY.eq(number()))
                  .and(RECALL_TOLD.FIRST_LIST.le(number()))
                  .orderBy(RECALL_TOLD.FIRST_LIST.desc())
                  .limit(inline(1)))
          .statement(
              "add_told",
              insert(
                  RECALL_TOLD,
                  List.of(RECALL_TOLD.LISTS, RECALL_TOLD.MEMORY, RECALL_TOLD.FIRST_LIST)))
          .statement(
              "change_told",
              update(RECALL_TOLD)
                  .set(RECALL_TOLD.LISTS, Parts.bytes())
                  .where(RECALL_TOLD.MEMORY.eq(number()))
                  .and(RECALL_TOLD.FIRST_LIST.eq(number())))
          .statement(
              "remove_told",
              deleteFrom(RECALL_TOLD)
                  .where(RECALL_TOLD.MEMORY.eq(number()))
                  .and(RECALL_TOLD.FIRST_LIST.eq(number())))
          .statement(
              "answers_of_list",
              select(RECALL.READER, count(), min(RECALL.TOLD_AT), max(RECALL.TOLD_AT))
                  .from(RECALL)
                  .where(RECALL.LIST.eq(number()))
                  .and(RECALL.TOLD_AT.ge(number()))
                  .groupBy(RECALL.READER))
          .statement(
              "newest",
              select(RECALL.ID, RECALL.TOLD_AT)
                  .select(READER)
                  .select(RECALL.REQUEST_ID, RECALL.PROJECT, RECALL.QUERY, RECALL_LIST.MEMORIES)
                  .from(RECALL)
                  .join(RECALL_READER)
                  .on(RECALL_READER.ID.eq(RECALL.READER))
                  .join(RECALL_LIST)
                  .on(RECALL_LIST.ID.eq(RECALL.LIST))
                  .where(more())
                  .orderBy(RECALL.TOLD_AT.desc(), RECALL.ID.desc())
                  .limit(number()))
          .part("of_key", RECALL_READER.KEY.eq(text()))
          .part("of_list", RECALL.LIST.eq(number()))
          .part("since", RECALL.TOLD_AT.ge(number()))
          .part(
              "before",
              RECALL
                  .TOLD_AT
                  .le(number())
                  .and(RECALL.TOLD_AT.lt(number()).or(RECALL.ID.lt(number()))))
          .statement(
              "older",
              select(RECALL.ID, RECALL.LIST)
                  .from(RECALL)
                  .where(RECALL.TOLD_AT.lt(number()))
                  .orderBy(RECALL.TOLD_AT)
                  .limit(number()))
          .statement("remove", deleteFrom(RECALL).where(RECALL.ID.eq(number())))
          .statement(
              "is_used", selectOne().from(RECALL).where(RECALL.LIST.eq(number())).limit(inline(1)))
          .statement("remove_list", deleteFrom(RECALL_LIST).where(RECALL_LIST.ID.eq(number())))
          .statement(
              "remove_readers",
              deleteFrom(RECALL_READER)
                  .where(RECALL_READER.ID.notIn(select(RECALL.READER).from(RECALL))))
          .statement(
              "forget_query",
              update(RECALL)
                  .set(RECALL.QUERY, castNull(RECALL.QUERY))
                  .where(RECALL.LIST.eq(number()))
                  .and(RECALL.QUERY.isNotNull()))
          .statement(
              "queries",
              selectDistinct(RECALL.LIST, RECALL.QUERY)
                  .from(RECALL)
                  .where(RECALL.QUERY.isNotNull()))
          .statement(
              "add_lost", insert(RECALL_LOST, List.of(RECALL_LOST.NOTED_AT, RECALL_LOST.ANSWERS)))
          .statement(
              "lost",
              select(
                      coalesce(sum(RECALL_LOST.ANSWERS), inline(BigDecimal.ZERO)),
                      min(RECALL_LOST.NOTED_AT))
                  .from(RECALL_LOST))
          .statement(
              "remove_lost", deleteFrom(RECALL_LOST).where(RECALL_LOST.NOTED_AT.lt(number())));

  private RecallStatements() {}

  private static Query last(Table<?> table, Field<Long> id) {
    return select(coalesce(max(id), inline(0L))).from(table);
  }

  private static Query insert(Table<?> table, List<? extends Field<?>> columns) {
    return insertInto(table).columns(columns).valuesOfRows(valuesOf(columns));
  }
}
