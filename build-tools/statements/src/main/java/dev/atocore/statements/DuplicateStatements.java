package dev.atocore.statements;

import static dev.atocore.statements.Parts.changedLately;
import static dev.atocore.statements.Parts.noIndex;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.table;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.length;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import dev.atocore.statements.schema.tables.Memories;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/** What the checks ask about memories that say the same. */
final class DuplicateStatements {
  /** Characters of a hash of the store's own form. */
  private static final int HASH_LENGTH = 32;

  private static final Memories OTHER = MEMORIES.as("n");

  /**
   * The memories by their index of living ones, which alone answers the question for duplicates:
   * left to itself SQLite takes the index of statuses and reads every row.
   */
  private static final Table<?> BY_CONTENT =
      table("memories INDEXED BY memories_living", "memories");

  private static final Table<?> OTHERS_BY_CONTENT =
      table("memories AS n INDEXED BY memories_living", "memories AS n");

  /** Said so that the index of living memories still applies, whose condition must be there. */
  private static final Condition ACTIVE = active(MEMORIES);

  private static final Condition SAME_HASH =
      ACTIVE
          .and(MEMORIES.CONTENT_HASH.eq(text()))
          .and(MEMORIES.TYPE.eq(text()))
          .and(MEMORIES.PROJECT.isNotDistinctFrom(text()))
          .and(MEMORIES.USER_ID.isNotDistinctFrom(text()))
          .and(MEMORIES.AGENT_ID.isNotDistinctFrom(text()));

  /** In the order of the index: memories that agree in all of it may say the same. */
  private static final List<Field<?>> IDENTITY =
      List.of(
          MEMORIES.CONTENT_HASH,
          MEMORIES.TYPE,
          MEMORIES.PROJECT,
          MEMORIES.USER_ID,
          MEMORIES.AGENT_ID);

  static final Room ROOM =
      new Room("dev.atocore.integrity.checks.memory", "DuplicateSql")
          .statement(
              "foreign_hashes",
              select(
                      MEMORIES.SEQ,
                      MEMORIES.ID,
                      MEMORIES.TYPE,
                      MEMORIES.PROJECT,
                      MEMORIES.CONTENT,
                      MEMORIES.USER_ID,
                      MEMORIES.AGENT_ID)
                  .from(BY_CONTENT)
                  .where(ACTIVE)
                  .and(
                      MEMORIES
                          .CONTENT_HASH
                          .isNull()
                          .or(length(MEMORIES.CONTENT_HASH).ne(inline(HASH_LENGTH))))
                  .orderBy(
                      MEMORIES.CONTENT,
                      MEMORIES.TYPE,
                      MEMORIES.PROJECT,
                      MEMORIES.USER_ID,
                      MEMORIES.AGENT_ID,
                      MEMORIES.SEQ))
          .statement(
              "without_hash",
              selectOne()
                  .from(BY_CONTENT)
                  .where(MemoryStatements.LIVING)
                  .and(MEMORIES.CONTENT_HASH.isNull())
                  .limit(inline(1)))
          .statement(
              "count_active",
              select(count()).from(MEMORIES).where(MEMORIES.STATUS.eq(inline(Words.ACTIVE))))
          .statement(
              "shared_hash",
              select(IDENTITY)
                  .from(BY_CONTENT)
                  .where(ACTIVE)
                  .and(MEMORIES.CONTENT_HASH.eq(text()))
                  .groupBy(IDENTITY)
                  .having(count().gt(inline(1))))
          .statement(
              "shared_lately",
              select(IDENTITY)
                  .from(BY_CONTENT)
                  .where(ACTIVE)
                  .and(
                      MEMORIES.CONTENT_HASH.in(
                          select(OTHER.CONTENT_HASH).from(OTHER).where(changedLately(OTHER.ID))))
                  .groupBy(IDENTITY)
                  .having(count().gt(inline(1))))
          // Equal hashes that another program wrote need not mean equal contents.
          .statement(
              "shared_contents",
              select(MEMORIES.CONTENT).from(BY_CONTENT).where(SAME_HASH).groupBy(MEMORIES.CONTENT))
          .statement(
              "members",
              select(MEMORIES.SEQ, MEMORIES.ID, MEMORIES.CONTENT).from(BY_CONTENT).where(SAME_HASH))
          .statement(
              "active_between",
              select(MEMORIES.SEQ, MEMORIES.ID, MEMORIES.TYPE, MEMORIES.PROJECT, MEMORIES.CONTENT)
                  .from(MEMORIES)
                  .where(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))
                  .and(MEMORIES.SEQ.gt(number()))
                  .and(MEMORIES.SEQ.le(number())))
          // The younger active memories that say the same as one, by the index of the living.
          .statement(
              "same_as",
              select(OTHER.ID, OTHER.CONTENT, MEMORIES.CONTENT)
                  .from(MEMORIES)
                  .join(OTHERS_BY_CONTENT)
                  .on(
                      OTHER
                          .CONTENT_HASH
                          .eq(MEMORIES.CONTENT_HASH)
                          .or(OTHER.CONTENT_HASH.isNull())
                          .and(OTHER.TYPE.eq(MEMORIES.TYPE))
                          .and(OTHER.PROJECT.isNotDistinctFrom(MEMORIES.PROJECT))
                          .and(OTHER.USER_ID.isNotDistinctFrom(MEMORIES.USER_ID))
                          .and(OTHER.AGENT_ID.isNotDistinctFrom(MEMORIES.AGENT_ID))
                          .and(active(OTHER))
                          .and(OTHER.SEQ.gt(MEMORIES.SEQ)))
                  .where(MEMORIES.ID.eq(text()))
                  .orderBy(OTHER.SEQ));

  private DuplicateStatements() {}

  private static Condition active(Memories memory) {
    return memory
        .STATUS
        .in(inline(Words.CANDIDATE), inline(Words.ACTIVE))
        .and(noIndex(memory.STATUS).eq(inline(Words.ACTIVE)));
  }
}
