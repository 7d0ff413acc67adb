package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.with;

import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Full-text search, which is FTS5's so far. */
final class SearchStatements {
  private static final Table<Record> INDEX = table(name("memories_fts"));
  private static final Condition MATCHES = condition("memories_fts MATCH ?");
  private static final Field<Long> MATCH = field(name("match"), Long.class);

  private static final Field<Double> SCORE = field(name("score"), Double.class);
  private static final Field<Long> ROWID = field(name("memories_fts", "rowid"), Long.class);
  private static final CommonTableExpression<?> NEWEST =
      name("newest")
          .asMaterialized(
              select(ROWID.as(MATCH), field("bm25(memories_fts)", Double.class).as(SCORE))
                  .from(INDEX)
                  .crossJoin(MEMORIES)
                  .where(MATCHES)
                  .and(MEMORIES.SEQ.eq(ROWID))
                  .and(more())
                  .orderBy(ROWID.desc())
                  .limit(number()));

  static final Room ROOM =
      new Room("dev.atocore.core.memory", "SearchSql")
          .sqliteStatement(
              "count",
              select(count())
                  .from(selectOne().from(INDEX).where(MATCHES).limit(number()).asTable("matches")))
          // A row if a word is in more than so many memories; looks at no more than those.
          .sqliteStatement(
              "is_frequent",
              selectOne().from(INDEX).where(MATCHES).limit(inline(1)).offset(number()))
          // The best among so many newest matches that meet the conditions, and how many those are.
          // The cross joins keep SQLite from turning them round.
          .sqliteStatement(
              "best",
              with(NEWEST)
                  .select(MemoryStatements.COLUMNS)
                  .select(field(select(count()).from(NEWEST)).as("considered"))
                  .from(NEWEST)
                  .crossJoin(MEMORIES)
                  .where(MEMORIES.SEQ.eq(MATCH))
                  .orderBy(SCORE, MATCH.desc())
                  .limit(number()))
          // Of a project with few memories: that is known before a row is looked at.
          .part(
              "in_small_project",
              condition("+memories_fts.rowid IN (SELECT seq FROM memories WHERE project = ?)"))
          // A row if a project has more memories than so many.
          .sqliteStatement(
              "is_large_project",
              selectOne()
                  .from(MEMORIES)
                  .where(MEMORIES.PROJECT.eq(text()))
                  .limit(inline(1))
                  .offset(number()));

  private SearchStatements() {}
}
