package dev.atocore.statements;

import static dev.atocore.statements.Parts.changedLately;
import static dev.atocore.statements.Parts.noIndex;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.PROJECTS;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/** What the checks ask of one table, and what a run keeps in mind. */
final class CheckStatements {
  private static final Condition SEQ_IN_RANGE =
      MEMORIES.SEQ.gt(number()).and(MEMORIES.SEQ.le(number()));
  static final Room ROOM =
      new Room("dev.atocore.integrity.checks.memory", "MemoryCheckSql")
          .statement(
              "stale_candidates",
              select(MEMORIES.ID, MEMORIES.PROJECT, MEMORIES.CREATED_AT)
                  .from(MEMORIES)
                  .where(MEMORIES.STATUS.eq(inline(Words.CANDIDATE)))
                  .and(MEMORIES.REFERENCE_COUNT.eq(inline(0L)))
                  .and(SEQ_IN_RANGE)
                  .and(MEMORIES.CREATED_AT.lt(text()))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "review_overdue",
              select(MEMORIES.ID, MEMORIES.PROJECT, MEMORIES.REVIEW_BY)
                  .from(MEMORIES)
                  .where(noIndex(MEMORIES.STATUS).eq(inline(Words.ACTIVE)))
                  .and(MEMORIES.REVIEW_BY.le(text()))
                  .orderBy(MEMORIES.REVIEW_BY, MEMORIES.SEQ))
          .statement("miscounted", miscounted().and(SEQ_IN_RANGE).orderBy(MEMORIES.SEQ))
          .statement("miscounted_lately", miscounted().and(changedLately(MEMORIES.ID)));

  static final Room RUN =
      new Room("dev.atocore.integrity.scan", "RunSql")
          .statement(
              "last_entry", select(coalesce(max(MEMORY_AUDIT.ID), inline(0L))).from(MEMORY_AUDIT))
          .statement(
              "last_chunk",
              select(coalesce(max(SOURCE_CHUNKS.SEQ), inline(0L))).from(SOURCE_CHUNKS))
          .statement("count_memories", select(count()).from(MEMORIES))
          .statement("count_entries", select(count()).from(MEMORY_AUDIT))
          .statement("count_projects", select(count()).from(PROJECTS));

  static final Room IMAGES =
      new Room("dev.atocore.integrity.run", "ImageSql")
          .statement(
              "memory", select(Image.of(MEMORIES)).from(MEMORIES).where(MEMORIES.ID.eq(text())))
          .statement(
              "chunk",
              select(
                      Image.of(
                          List.of(
                              SOURCE_CHUNKS.ID,
                              SOURCE_CHUNKS.DOCUMENT_ID,
                              SOURCE_CHUNKS.ORDINAL,
                              SOURCE_CHUNKS.CONTENT,
                              SOURCE_CHUNKS.CREATED_AT)))
                  .from(SOURCE_CHUNKS)
                  .where(SOURCE_CHUNKS.ID.eq(text())));

  static final Room BACKUP =
      new Room("dev.atocore.integrity.backup", "BackupSql")
          .statement("count_memories", select(count()).from(MEMORIES))
          .statement("newest_entry", select(max(MEMORY_AUDIT.ID)).from(MEMORY_AUDIT))
          .statement(
              "count_entries_up_to",
              select(count()).from(MEMORY_AUDIT).where(MEMORY_AUDIT.ID.le(number())));

  static final Room REPAIR =
      new Room("dev.atocore.integrity.mend", "MendSql")
          .statement(
              "mended_under",
              select(inline(1))
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.MEMORY_ID.eq(text()))
                  .and(MEMORY_AUDIT.REQUEST_ID.eq(text()))
                  .limit(inline(1)))
          .statement(
              "quarantine",
              insertInto(SOURCE_DOCUMENTS)
                  .columns(SOURCE_DOCUMENTS.ID, SOURCE_DOCUMENTS.TITLE)
                  .values(text(), inline("In quarantine: this document was missing")))
          // Every column as a literal, so that no two different rows look alike.
          .sqliteStatement(
              "memory",
              select(
                      literal(MEMORIES.ID)
                          .concat(literal(MEMORIES.TYPE))
                          .concat(literal(MEMORIES.CONTENT))
                          .concat(literal(MEMORIES.PROJECT))
                          .concat(literal(MEMORIES.STATUS))
                          .concat(literal(MEMORIES.CONFIDENCE))
                          .concat(literal(MEMORIES.REFERENCE_COUNT))
                          .concat(literal(MEMORIES.LAST_REFERENCED_AT))
                          .concat(literal(MEMORIES.SOURCE_CHUNK_ID))
                          .concat(literal(MEMORIES.SUPERSEDED_BY))
                          .concat(literal(MEMORIES.VERSION))
                          .concat(literal(MEMORIES.AUDIT_HEAD))
                          .concat(literal(MEMORIES.CREATED_AT))
                          .concat(literal(MEMORIES.UPDATED_AT))
                          .concat(literal(MEMORIES.USER_ID))
                          .concat(literal(MEMORIES.AGENT_ID))
                          .concat(literal(MEMORIES.RUN_ID))
                          .concat(literal(MEMORIES.METADATA))
                          .concat(literal(MEMORIES.FURTHER_CHUNK_IDS))
                          .concat(literal(MEMORIES.VALID_FROM))
                          .concat(literal(MEMORIES.VALID_UNTIL))
                          .concat(literal(MEMORIES.REVIEW_BY)))
                  .from(MEMORIES)
                  .where(MEMORIES.ID.eq(text())))
          .sqliteStatement(
              "project", select(literal(PROJECTS.ID)).from(PROJECTS).where(PROJECTS.ID.eq(text())))
          .sqliteStatement(
              "document",
              select(literal(SOURCE_DOCUMENTS.ID))
                  .from(SOURCE_DOCUMENTS)
                  .where(SOURCE_DOCUMENTS.ID.eq(text())));

  private CheckStatements() {}

  private static SelectConditionStep<?> miscounted() {
    return select(MEMORIES.ID, MEMORIES.REFERENCE_COUNT, EvidenceStatements.COUNTED)
        .from(MEMORIES)
        .where(MEMORIES.REFERENCE_COUNT.ne(EvidenceStatements.COUNTED));
  }

  private static Field<String> literal(Field<?> column) {
    return function("quote", SQLDataType.CLOB, column);
  }
}
