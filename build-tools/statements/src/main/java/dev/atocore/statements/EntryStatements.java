package dev.atocore.statements;

import static dev.atocore.statements.Parts.flag;
import static dev.atocore.statements.Parts.misplaced;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.noIndex;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.substring;

import dev.atocore.statements.schema.tables.MemoryAudit;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;

/** The entries of the log. */
final class EntryStatements {
  private static final MemoryAudit ENTRY = MEMORY_AUDIT;
  private static final MemoryAudit NEXT = MEMORY_AUDIT.as("n");

  /** In the order that an entry is read and written. */
  static final List<Field<?>> COLUMNS =
      List.of(
          ENTRY.ID,
          ENTRY.MEMORY_ID,
          ENTRY.VERSION,
          ENTRY.ACTION,
          ENTRY.ACTOR,
          ENTRY.PROJECT,
          ENTRY.BEFORE_JSON,
          ENTRY.AFTER_JSON,
          ENTRY.NOTE,
          ENTRY.TIMESTAMP,
          ENTRY.REQUEST_ID,
          ENTRY.SALT,
          ENTRY.PREV_HASH,
          ENTRY.HASH,
          ENTRY.BEFORE_DIGEST,
          ENTRY.AFTER_DIGEST,
          ENTRY.NOTE_DIGEST);

  /** For whom it was made, and whose the memory is: what few entries say. */
  static final List<Field<?>> ATTRIBUTION =
      List.of(ENTRY.ON_BEHALF_OF, ENTRY.USER_ID, ENTRY.AGENT_ID, ENTRY.RUN_ID);

  /** All of an entry, in the order that it is written. */
  static final List<Field<?>> NEW = Stream.concat(COLUMNS.stream(), ATTRIBUTION.stream()).toList();

  /** Whether any of it is said; by one value, as each costs a call into the database. */
  static final Condition ATTRIBUTED =
      coalesce(ENTRY.ON_BEHALF_OF, ENTRY.USER_ID, ENTRY.AGENT_ID, ENTRY.RUN_ID).isNotNull();

  /** Entries with a body whose next version is as old too. */
  private static final Condition PRUNABLE =
      ENTRY
          .TIMESTAMP
          .lt(text())
          .and(
              ENTRY
                  .BEFORE_JSON
                  .isNotNull()
                  .or(ENTRY.AFTER_JSON.isNotNull())
                  .or(ENTRY.NOTE.isNotNull()))
          .and(
              exists(
                  selectOne()
                      .from(NEXT)
                      .where(NEXT.MEMORY_ID.eq(ENTRY.MEMORY_ID))
                      .and(NEXT.VERSION.eq(ENTRY.VERSION.plus(inline(1L))))
                      .and(NEXT.TIMESTAMP.lt(text()))));

  static final Room ROOM =
      new Room("dev.atocore.audit.log", "EntrySql")
          .statement("max_id", select(max(ENTRY.ID)).from(ENTRY))
          .statement("count", select(count()).from(ENTRY))
          .statement(
              "first_hashes", select(ENTRY.HASH).from(ENTRY).where(ENTRY.VERSION.eq(inline(1L))))
          .statement("insert", insertInto(ENTRY).columns(NEW).valuesOfRows(valuesOf(NEW)))
          .part("values", valuesOf(NEW))
          .statement("find", entries().where(ENTRY.ID.eq(number())))
          .statement(
              "find_version",
              entries().where(ENTRY.MEMORY_ID.eq(text())).and(ENTRY.VERSION.eq(number())))
          .statement(
              "find_as_of",
              entries()
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .and(ENTRY.TIMESTAMP.le(text()))
                  .orderBy(ENTRY.VERSION.desc())
                  .limit(inline(1)))
          .statement(
              "find_newest",
              entries()
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .orderBy(ENTRY.VERSION.desc())
                  .limit(inline(1)))
          .statement(
              "newest_version",
              select(max(ENTRY.VERSION)).from(ENTRY).where(ENTRY.MEMORY_ID.eq(text())))
          .statement(
              "find_later_change",
              entries()
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .and(ENTRY.VERSION.gt(number()))
                  .and(ENTRY.ACTOR.ne(text()).or(ENTRY.TIMESTAMP.ge(text())))
                  .orderBy(ENTRY.VERSION)
                  .limit(inline(1)))
          .statement(
              "first_change_of",
              select(min(noIndex(ENTRY.ID)))
                  .from(ENTRY)
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .and(more()))
          // The index of memories would mean a walk through all entries ever.
          .statement(
              "first_changes",
              select(min(ENTRY.ID)).from(ENTRY).where(more()).groupBy(noIndex(ENTRY.MEMORY_ID)))
          // All of them by the index of what they are counted by; a part of them, which another
          // index finds, not by that.
          .statement("count_by_actor", countBy(ENTRY.ACTOR))
          .statement("count_by_action", countBy(ENTRY.ACTION))
          .statement("count_by_project", countBy(ENTRY.PROJECT))
          .statement("count_some_by_actor", countBy(noIndex(ENTRY.ACTOR)))
          .statement("count_some_by_action", countBy(noIndex(ENTRY.ACTION)))
          .statement("count_some_by_project", countBy(noIndex(ENTRY.PROJECT)))
          .statement("count_by_day", countByDay())
          .statement("history", entries().where(ENTRY.MEMORY_ID.eq(text())).orderBy(ENTRY.VERSION))
          .statement(
              "history_page",
              entries()
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .and(more())
                  .orderBy(ENTRY.VERSION)
                  .limit(number()))
          .statement(
              "newest_versions",
              entries()
                  .where(ENTRY.MEMORY_ID.eq(text()))
                  .and(ENTRY.VERSION.lt(number()))
                  .orderBy(ENTRY.VERSION.desc())
                  .limit(number()))
          .statement("recent", entries().where(more()).orderBy(ENTRY.ID.desc()).limit(number()))
          .statement("export", entries().where(more()).orderBy(ENTRY.ID))
          .statement("prunable", entries().where(PRUNABLE).orderBy(ENTRY.ID))
          .statement("any_prunable", selectOne().from(ENTRY).where(PRUNABLE).limit(inline(1)))
          .statement(
              "between",
              entries().where(ENTRY.ID.ge(number())).and(ENTRY.ID.le(number())).orderBy(ENTRY.ID))
          .statement(
              "first_between",
              entries()
                  .where(ENTRY.ID.ge(number()))
                  .and(ENTRY.ID.le(number()))
                  .orderBy(ENTRY.ID)
                  .limit(number()))
          .part("after_version", ENTRY.VERSION.gt(number()));

  private EntryStatements() {}

  private static SelectJoinStep<Record> entries() {
    return columns().from(ENTRY);
  }

  /** In the order that an entry is read. */
  static SelectSelectStep<Record> columns() {
    return select(COLUMNS)
        .select(flag(misplaced(NEW)).plus(flag(ATTRIBUTED).times(inline(2))))
        .select(ATTRIBUTION);
  }

  /** The largest groups first. */
  private static Select<?> countBy(Field<String> group) {
    return select(group, count())
        .from(ENTRY)
        .where(more())
        .groupBy(group)
        .orderBy(count().desc(), group);
  }

  private static Select<?> countByDay() {
    Field<String> day = substring(ENTRY.TIMESTAMP, inline(1), inline(10));
    return select(day, count()).from(ENTRY).where(more()).groupBy(day).orderBy(day);
  }
}
