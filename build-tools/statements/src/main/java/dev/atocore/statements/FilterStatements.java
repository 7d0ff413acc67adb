package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.noIndex;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.statements.schema.tables.MemoryAudit;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.Field;

/**
 * What entries are filtered by. Each condition is there twice: as the one by whose index they are
 * found, and as one that they are only held against.
 */
final class FilterStatements {
  private static final MemoryAudit ENTRY = MEMORY_AUDIT;

  private static final Map<String, Field<String>> EQUAL =
      Map.of(
          "by_actor", ENTRY.ACTOR,
          "of_action", ENTRY.ACTION,
          "of_project", ENTRY.PROJECT,
          "of_request", ENTRY.REQUEST_ID,
          "of_user", ENTRY.USER_ID,
          "of_agent", ENTRY.AGENT_ID,
          "of_run", ENTRY.RUN_ID);

  static final Room ROOM =
      equal()
          .part("in_a_project", ENTRY.PROJECT.isNotNull())
          .part("from_id", ENTRY.ID.ge(number()))
          .part("before_id", ENTRY.ID.lt(number()))
          .part("since", ENTRY.TIMESTAMP.ge(text()))
          .part("until", ENTRY.TIMESTAMP.lt(text()))
          .part("also_since", noIndex(ENTRY.TIMESTAMP).ge(text()))
          .part("also_until", noIndex(ENTRY.TIMESTAMP).lt(text()))
          // The ids that a span of time lies between, by the index of times alone. SQLite would
          // look for the smallest id from the beginning of the table.
          .statement(
              "first_since",
              select(min(noIndex(ENTRY.ID))).from(ENTRY).where(ENTRY.TIMESTAMP.ge(text())))
          .statement(
              "last_until",
              select(max(noIndex(ENTRY.ID))).from(ENTRY).where(ENTRY.TIMESTAMP.lt(text())))
          .statement(
              "count_up_to",
              select(count())
                  .from(selectOne().from(ENTRY).where(more()).limit(number()).asTable("counted")))
          .statement(
              "id_after_so_many",
              select(ENTRY.ID)
                  .from(ENTRY)
                  .where(more())
                  .orderBy(ENTRY.ID.desc())
                  .limit(inline(1))
                  .offset(number()));

  private FilterStatements() {}

  private static Room equal() {
    Room room = new Room("dev.atocore.audit.log", "FilterSql");
    for (Map.Entry<String, Field<String>> one : new TreeMap<>(EQUAL).entrySet()) {
      room.part(one.getKey(), one.getValue().eq(text()));
      room.part("also_" + one.getKey(), noIndex(one.getValue()).eq(text()));
    }
    return room;
  }
}
