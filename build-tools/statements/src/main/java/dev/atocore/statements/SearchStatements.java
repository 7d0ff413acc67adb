package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** Full-text search, which is FTS5's so far. */
final class SearchStatements {
  private static final Table<Record> INDEX = table(name("memories_fts"));
  private static final Condition MATCHES = condition("memories_fts MATCH ?");
  private static final Field<Long> MATCH = field(name("match"), Long.class);

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
          // The best among so many newest matches. The cross join keeps SQLite from turning it
          // round.
          .sqliteStatement(
              "best",
              select(MemoryStatements.COLUMNS)
                  .from(
                      table(
                          "(SELECT rowid AS match, bm25(memories_fts) AS score FROM memories_fts"
                              + " WHERE memories_fts MATCH ? ORDER BY rowid DESC LIMIT ?)"))
                  .crossJoin(MEMORIES)
                  .where(MEMORIES.SEQ.eq(MATCH))
                  .and(more())
                  .orderBy(field(name("score")), MATCH.desc())
                  .limit(number()));

  private SearchStatements() {}
}
