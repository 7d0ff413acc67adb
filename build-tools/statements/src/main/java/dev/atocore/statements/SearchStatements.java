package dev.atocore.statements;

import static dev.atocore.statements.Parts.either;
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
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;

/** Full-text search: FTS5's in SQLite, tsvector's in PostgreSQL. */
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

  /** What is asked for, parsed once; the words are stemmed as those of the memories were. */
  private static final Table<Record> ASKED = table("to_tsquery('atocore', {0}) AS asked", text());

  private static final Condition HOLDS = condition("memories.search @@ asked");

  /** The same as a query of its own, which the planner sees through wherever it is named. */
  private static final CommonTableExpression<?> QUESTION =
      name("question")
          .asNotMaterialized(
              select(field("to_tsquery('atocore', {0})", Object.class, text()).as("asked")));

  /**
   * Each word of it and what it tells: the fewer memories have it, the more. Counted as far as
   * memories are ranked, of all that there ever were.
   */
  private static final CommonTableExpression<?> TERMS =
      name("terms")
          .asMaterialized(
              select(
                      field("term"),
                      field("ln(1 + (memories_made - having_it + 0.5) / (having_it + 0.5))")
                          .as("weight"))
                  .from(table("question"))
                  .crossJoin(
                      table(
                          "LATERAL (SELECT CAST(word AS tsquery) AS term FROM"
                              + " regexp_split_to_table(CAST(asked AS text), ' \\| ') AS word) AS"
                              + " words"))
                  .crossJoin(
                      table(
                          "LATERAL (SELECT count(*) AS having_it FROM (SELECT 1 FROM memories"
                              + " WHERE memories.search @@ term LIMIT 10001) AS hits) AS counted"))
                  .crossJoin(
                      table(
                          "(SELECT greatest(coalesce(max(seq), 0), 10001) AS memories_made FROM"
                              + " memories) AS made")));

  /** How long a memory is; the newest tell. */
  private static final CommonTableExpression<?> USUAL =
      name("usual")
          .asMaterialized(
              select(field("greatest(avg(length(search)), 1)").as("usual_length"))
                  .from(
                      table(
                          "(SELECT search FROM memories ORDER BY seq DESC LIMIT 1000) AS sample")));

  /**
   * bm25 as FTS5 has it. ts_rank of one word is a sum of inverse squares of as many terms as the
   * word has places, which tells how many these are.
   */
  private static final Field<Double> BM25 =
      field(
          "-(SELECT sum(weight * places * 2.2 / (places + 1.2 * (0.25 + 0.75 *"
              + " length(memories.search) / usual_length))) FROM terms CROSS JOIN LATERAL (SELECT"
              + " greatest(1, 1 / (1.6449341 - least(ts_rank(memories.search, term) * 16.449341,"
              + " 1.62)) - 0.5) AS places) AS found WHERE memories.search @@ term)",
          Double.class);

  private static final CommonTableExpression<?> NEWEST_HELD =
      name("newest")
          .asMaterialized(
              select(MEMORIES.SEQ.as(MATCH), BM25.as(SCORE))
                  .from(table("question"))
                  .crossJoin(table("usual"))
                  .crossJoin(MEMORIES)
                  .where(HOLDS)
                  .and(more())
                  .orderBy(MEMORIES.SEQ.desc())
                  .limit(number()));

  static final Room ROOM =
      new Room("dev.atocore.core.memory", "SearchSql")
          .statement(
              "count",
              select(count())
                  .from(selectOne().from(INDEX).where(MATCHES).limit(number()).asTable("matches")),
              select(count())
                  .from(
                      selectOne()
                          .from(ASKED)
                          .crossJoin(MEMORIES)
                          .where(HOLDS)
                          .limit(number())
                          .asTable("matches")))
          // A row if a word is in more than so many memories; looks at no more than those.
          .statement(
              "is_frequent",
              selectOne().from(INDEX).where(MATCHES).limit(inline(1)).offset(number()),
              selectOne()
                  .from(ASKED)
                  .crossJoin(MEMORIES)
                  .where(HOLDS)
                  .limit(inline(1))
                  .offset(number()))
          // The best among so many newest matches that meet the conditions, and how many those are.
          // The cross joins keep SQLite from turning them round.
          .statement("best", best(NEWEST), best(NEWEST_HELD, QUESTION, TERMS, USUAL))
          // Of a project with few memories: that is known before a row is looked at.
          .part(
              "in_small_project",
              either(
                  condition("+memories_fts.rowid IN (SELECT seq FROM memories WHERE project = ?)"),
                  MEMORIES.PROJECT.eq(text())))
          // A row if a project has more memories than so many.
          .statement(
              "is_large_project",
              selectOne()
                  .from(MEMORIES)
                  .where(MEMORIES.PROJECT.eq(text()))
                  .limit(inline(1))
                  .offset(number()));

  private SearchStatements() {}

  private static Query best(CommonTableExpression<?> newest, CommonTableExpression<?>... before) {
    return with(before)
        .with(newest)
        .select(MemoryStatements.COLUMNS)
        .select(SCORE)
        .select(field(select(count()).from(newest)).as("considered"))
        .from(newest)
        .crossJoin(MEMORIES)
        .where(MEMORIES.SEQ.eq(MATCH))
        .orderBy(SCORE, MATCH.desc())
        .limit(number());
  }
}
