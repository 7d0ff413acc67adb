package dev.atocore.core;

import static dev.atocore.core.jooq.Tables.AUDIT_ERASURES;
import static dev.atocore.core.jooq.Tables.AUDIT_GAPS;
import static dev.atocore.core.jooq.Tables.AUDIT_SEALED;
import static dev.atocore.core.jooq.Tables.AUDIT_TILE;
import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.core.jooq.Tables.PROJECTS;
import static dev.atocore.core.jooq.Tables.PROJECT_STATE;
import static dev.atocore.core.jooq.Tables.SOURCE_CHUNKS;
import static dev.atocore.core.jooq.Tables.SOURCE_DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectCount;

import dev.atocore.core.db.DigestedTable;
import dev.atocore.core.memory.MemoryQueries;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.SelectOnConditionStep;
import org.jooq.Table;
import org.jooq.conf.RenderKeywordCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * The statements stand in the program as text, because jOOQ would cost each command half its start.
 * Here jOOQ writes them from the schema, with its types, and the text must be the same.
 */
class StatementsTest {
  private static final DSLContext SQL =
      DSL.using(
          SQLDialect.SQLITE,
          new Settings()
              .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
              .withRenderKeywordCase(RenderKeywordCase.UPPER)
              .withExecuteLogging(false));

  private static final Param<String> TEXT = param("text", "");

  private static final List<Field<?>> MEMORY =
      List.of(
          MEMORIES.SEQ,
          MEMORIES.ID,
          MEMORIES.TYPE,
          MEMORIES.CONTENT,
          MEMORIES.PROJECT,
          MEMORIES.STATUS,
          MEMORIES.CONFIDENCE,
          MEMORIES.REFERENCE_COUNT,
          MEMORIES.LAST_REFERENCED_AT,
          MEMORIES.SOURCE_CHUNK_ID,
          MEMORIES.SUPERSEDED_BY,
          MEMORIES.VERSION,
          MEMORIES.AUDIT_HEAD,
          MEMORIES.CREATED_AT,
          MEMORIES.UPDATED_AT);

  private static final List<Field<?>> DOCUMENT =
      List.of(
          SOURCE_DOCUMENTS.ID,
          SOURCE_DOCUMENTS.PROJECT,
          SOURCE_DOCUMENTS.TITLE,
          SOURCE_DOCUMENTS.URI,
          SOURCE_DOCUMENTS.CONTENT_HASH,
          SOURCE_DOCUMENTS.INGESTED_AT);

  private static final Condition LIVING =
      MEMORIES.STATUS.in(inline(MemoryStatus.CANDIDATE.word()), inline(MemoryStatus.ACTIVE.word()));

  @Test
  void statementsOfMemories_areWhatTheSchemaGives() {
    check(MemoryTable.SELECT, SQL.select(MEMORY).from(MEMORIES));
    check(MemoryTable.FIND, SQL.select(MEMORY).from(MEMORIES).where(MEMORIES.ID.eq(TEXT)));
    check(
        MemoryTable.SELECT + " WHERE " + MemoryTable.LIVING,
        SQL.select(MEMORY).from(MEMORIES).where(LIVING));
    check(
        MemoryTable.FIND_LIVING,
        SQL.select(MEMORY)
            .from(MEMORIES)
            .where(MEMORIES.CONTENT_HASH.eq(TEXT))
            .and(MEMORIES.TYPE.eq(TEXT))
            .and(MEMORIES.PROJECT.isNotDistinctFrom(TEXT))
            .and(LIVING)
            .and(MEMORIES.CONTENT.eq(TEXT))
            .orderBy(MEMORIES.STATUS, MEMORIES.SEQ));
    check(
        MemoryTable.FIND_ACTIVE,
        SQL.select(MEMORIES.ID)
            .from(MEMORIES)
            .where(MEMORIES.CONTENT_HASH.eq(TEXT))
            .and(MEMORIES.TYPE.eq(TEXT))
            .and(MEMORIES.PROJECT.isNotDistinctFrom(TEXT))
            .and(LIVING)
            .and(MEMORIES.STATUS.eq(inline(MemoryStatus.ACTIVE.word())))
            .and(MEMORIES.CONTENT.eq(TEXT))
            .and(MEMORIES.ID.ne(TEXT))
            .orderBy(MEMORIES.SEQ)
            .limit(inline(1)));
    check(
        MemoryQueries.COUNT_BY_STATUS,
        SQL.select(MEMORIES.STATUS, count()).from(MEMORIES).groupBy(MEMORIES.STATUS));
  }

  @Test
  void changesOfMemories_areWhatTheSchemaGives() {
    var insert =
        SQL.insertInto(MEMORIES)
            .columns(
                MEMORIES.ID,
                MEMORIES.TYPE,
                MEMORIES.CONTENT,
                MEMORIES.CONTENT_HASH,
                MEMORIES.PROJECT,
                MEMORIES.STATUS,
                MEMORIES.CONFIDENCE,
                MEMORIES.REFERENCE_COUNT,
                MEMORIES.LAST_REFERENCED_AT,
                MEMORIES.SOURCE_CHUNK_ID,
                MEMORIES.SUPERSEDED_BY,
                MEMORIES.VERSION,
                MEMORIES.AUDIT_HEAD,
                MEMORIES.CREATED_AT,
                MEMORIES.UPDATED_AT)
            .values("", "", "", "", "", "", 0d, 0L, "", "", "", 0L, new byte[0], "", "");
    check(MemoryTable.insertOf(1), insert);
    check(
        MemoryTable.insertOf(2),
        insert.values("", "", "", "", "", "", 0d, 0L, "", "", "", 0L, new byte[0], "", ""));
    check(
        MemoryTable.UPDATE,
        SQL.update(MEMORIES)
            .set(MEMORIES.TYPE, TEXT)
            .set(MEMORIES.PROJECT, TEXT)
            .set(MEMORIES.STATUS, TEXT)
            .set(MEMORIES.CONFIDENCE, 0d)
            .set(MEMORIES.REFERENCE_COUNT, 0L)
            .set(MEMORIES.LAST_REFERENCED_AT, TEXT)
            .set(MEMORIES.SOURCE_CHUNK_ID, TEXT)
            .set(MEMORIES.SUPERSEDED_BY, TEXT)
            .set(MEMORIES.VERSION, 0L)
            .set(MEMORIES.AUDIT_HEAD, new byte[0])
            .set(MEMORIES.UPDATED_AT, TEXT)
            .where(MEMORIES.SEQ.eq(0L))
            .and(MEMORIES.ID.eq(TEXT))
            .and(MEMORIES.VERSION.eq(0L)));
    check(
        MemoryTable.MOVE,
        SQL.update(MEMORIES)
            .set(MEMORIES.STATUS, TEXT)
            .set(MEMORIES.SUPERSEDED_BY, TEXT)
            .set(MEMORIES.VERSION, 0L)
            .set(MEMORIES.AUDIT_HEAD, new byte[0])
            .set(MEMORIES.UPDATED_AT, TEXT)
            .where(MEMORIES.SEQ.eq(0L))
            .and(MEMORIES.ID.eq(TEXT))
            .and(MEMORIES.VERSION.eq(0L)));
    check(
        MemoryTable.REFER,
        SQL.update(MEMORIES)
            .set(MEMORIES.CONFIDENCE, 0d)
            .set(MEMORIES.REFERENCE_COUNT, 0L)
            .set(MEMORIES.LAST_REFERENCED_AT, TEXT)
            .set(MEMORIES.VERSION, 0L)
            .set(MEMORIES.AUDIT_HEAD, new byte[0])
            .set(MEMORIES.UPDATED_AT, TEXT)
            .where(MEMORIES.SEQ.eq(0L))
            .and(MEMORIES.ID.eq(TEXT))
            .and(MEMORIES.VERSION.eq(0L)));
    check(
        MemoryTable.UPDATE_CONTENT,
        SQL.update(MEMORIES)
            .set(MEMORIES.CONTENT, TEXT)
            .set(MEMORIES.CONTENT_HASH, TEXT)
            .where(MEMORIES.ID.eq(TEXT)));
    check(
        MemoryTable.MEND,
        SQL.update(MEMORIES)
            .set(MEMORIES.CONTENT_HASH, TEXT)
            .set(MEMORIES.CREATED_AT, TEXT)
            .where(MEMORIES.ID.eq(TEXT)));
  }

  @Test
  void statementsOfSources_areWhatTheSchemaGives() {
    check(
        SourceTable.FIND_DOCUMENT,
        SQL.select(DOCUMENT).from(SOURCE_DOCUMENTS).where(SOURCE_DOCUMENTS.ID.eq(TEXT)));
    check(
        SourceTable.SELECT_DOCUMENTS,
        SQL.select(DOCUMENT)
            .select(
                field(
                    selectCount()
                        .from(SOURCE_CHUNKS)
                        .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(SOURCE_DOCUMENTS.ID))))
            .from(SOURCE_DOCUMENTS));
    check(
        SourceTable.SELECT_CHUNKS + SourceTable.CHUNKS_IN_ORDER,
        chunks().orderBy(SOURCE_CHUNKS.SEQ));
    check(SourceTable.FIND_CHUNK, chunks().where(SOURCE_CHUNKS.ID.eq(TEXT)));
    check(
        SourceTable.ORDINALS,
        SQL.select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL)
            .from(SOURCE_CHUNKS)
            .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(TEXT)));
  }

  @Test
  void changesOfSources_areWhatTheSchemaGives() {
    check(
        SourceTable.INSERT_CHUNK,
        SQL.insertInto(SOURCE_CHUNKS)
            .columns(
                SOURCE_CHUNKS.ID,
                SOURCE_CHUNKS.DOCUMENT_ID,
                SOURCE_CHUNKS.ORDINAL,
                SOURCE_CHUNKS.CONTENT,
                SOURCE_CHUNKS.CONTENT_HASH,
                SOURCE_CHUNKS.CREATED_AT,
                SOURCE_CHUNKS.ROW_DIGEST)
            .values("", "", 0L, "", "", "", new byte[0]));
    check(
        SourceTable.MOVE_CHUNK,
        SQL.update(SOURCE_CHUNKS)
            .set(SOURCE_CHUNKS.ORDINAL, 0L)
            .set(SOURCE_CHUNKS.ROW_DIGEST, new byte[0])
            .where(SOURCE_CHUNKS.ID.eq(TEXT)));
    check(SourceTable.DELETE_CHUNK, SQL.deleteFrom(SOURCE_CHUNKS).where(SOURCE_CHUNKS.ID.eq(TEXT)));
    check(
        SourceTable.DELETE_CHUNKS,
        SQL.deleteFrom(SOURCE_CHUNKS).where(SOURCE_CHUNKS.DOCUMENT_ID.eq(TEXT)));
    check(
        SourceTable.DELETE_DOCUMENT,
        SQL.deleteFrom(SOURCE_DOCUMENTS).where(SOURCE_DOCUMENTS.ID.eq(TEXT)));
  }

  @Test
  void digests_areOfAllColumns() {
    digested(DigestedTable.PROJECTS, PROJECTS);
    digested(DigestedTable.PROJECT_STATE, PROJECT_STATE);
    digested(DigestedTable.SOURCE_DOCUMENTS, SOURCE_DOCUMENTS);
    digested(DigestedTable.SOURCE_CHUNKS, SOURCE_CHUNKS, SOURCE_CHUNKS.SEQ, SOURCE_CHUNKS.CONTENT);
    digested(DigestedTable.AUDIT_ERASURES, AUDIT_ERASURES, AUDIT_ERASURES.ID);
    digested(DigestedTable.AUDIT_GAPS, AUDIT_GAPS, AUDIT_GAPS.ID);
    digested(DigestedTable.AUDIT_TILE, AUDIT_TILE);
    digested(DigestedTable.AUDIT_SEALED, AUDIT_SEALED);
  }

  private static SelectOnConditionStep<?> chunks() {
    return SQL.select(
            SOURCE_CHUNKS.SEQ,
            SOURCE_CHUNKS.ID,
            SOURCE_CHUNKS.DOCUMENT_ID,
            SOURCE_DOCUMENTS.PROJECT,
            SOURCE_DOCUMENTS.TITLE,
            SOURCE_DOCUMENTS.URI,
            SOURCE_CHUNKS.ORDINAL,
            SOURCE_CHUNKS.CONTENT,
            SOURCE_CHUNKS.CREATED_AT)
        .from(SOURCE_CHUNKS)
        .leftJoin(SOURCE_DOCUMENTS)
        .on(SOURCE_DOCUMENTS.ID.eq(SOURCE_CHUNKS.DOCUMENT_ID));
  }

  private static void digested(DigestedTable digested, Table<?> table, Field<?>... vouchedFor) {
    List<String> columns = new ArrayList<>();
    for (Field<?> field : table.fields()) {
      if (!field.getName().equals("row_digest") && !List.of(vouchedFor).contains(field)) {
        columns.add(field.getName());
      }
    }
    assertThat(table.getName()).isEqualTo(digested.table());
    assertThat(digested.columns()).containsExactlyElementsOf(columns);
  }

  private static void check(String text, Query query) {
    assertThat(text).isEqualTo(query.getSQL());
  }
}
