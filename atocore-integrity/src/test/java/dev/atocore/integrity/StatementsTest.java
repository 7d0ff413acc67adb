package dev.atocore.integrity;

import static dev.atocore.core.jooq.Tables.MEMORIES;
import static dev.atocore.core.jooq.Tables.MEMORY_AUDIT;
import static dev.atocore.core.jooq.Tables.PROJECTS;
import static dev.atocore.core.jooq.Tables.PROJECT_STATE;
import static dev.atocore.core.jooq.Tables.SOURCE_CHUNKS;
import static dev.atocore.core.jooq.Tables.SOURCE_DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.length;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.atocore.core.jooq.tables.Memories;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.ContentHash;
import dev.atocore.integrity.backup.BackupVerifier;
import dev.atocore.integrity.checks.log.AuditGapCheck;
import dev.atocore.integrity.checks.log.AuditTamper;
import dev.atocore.integrity.checks.log.MemoryDrift;
import dev.atocore.integrity.checks.memory.DuplicateActiveMemory;
import dev.atocore.integrity.checks.memory.StaleCandidate;
import dev.atocore.integrity.checks.memory.SupersedeBroken;
import dev.atocore.integrity.checks.memory.SupersedeChain;
import dev.atocore.integrity.checks.reference.DanglingSourceChunk;
import dev.atocore.integrity.checks.reference.MemoryOfMissingProject;
import dev.atocore.integrity.checks.reference.OrphanSourceChunk;
import dev.atocore.integrity.checks.reference.SourceFileChanged;
import dev.atocore.integrity.checks.reference.StateOfMissingProject;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * The statements of the checks stand in the program as text, because jOOQ would cost the first
 * check more than all of them on a small store. Here jOOQ writes them from the schema, with its
 * types, and the text must be the same.
 */
class StatementsTest {
  private static final DSLContext SQL =
      DSL.using(
          SQLDialect.SQLITE,
          new Settings()
              .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
              .withExecuteLogging(false));

  private static final Param<String> TEXT = param("text", "");
  private static final Param<Long> NUMBER = param("number", 0L);

  private static final Table<Record> MEMORIES_BY_CONTENT =
      table("memories INDEXED BY memories_living");

  private static final Condition ACTIVE =
      condition("status IN ('candidate', 'active') AND +status = 'active'");

  private static final Condition SAME_HASH =
      ACTIVE
          .and(MEMORIES.CONTENT_HASH.eq(TEXT))
          .and(MEMORIES.TYPE.eq(TEXT))
          .and(MEMORIES.PROJECT.isNotDistinctFrom(TEXT));

  private static final Memories TARGET = MEMORIES.as("target");
  private static final Memories EARLIER = MEMORIES.as("earlier");

  @Test
  void statementsOfTheLog_areWhatTheSchemaGives() {
    check(
        AuditGapCheck.VERSIONS,
        SQL.select(MEMORY_AUDIT.VERSION)
            .from(MEMORY_AUDIT)
            .where(MEMORY_AUDIT.MEMORY_ID.eq(TEXT))
            .and(MEMORY_AUDIT.VERSION.ge(inline(1L)))
            .orderBy(MEMORY_AUDIT.VERSION));
    check(
        AuditTamper.LAST_CHANGED,
        SQL.select(MEMORY_AUDIT.MEMORY_ID)
            .from(MEMORY_AUDIT)
            .orderBy(MEMORY_AUDIT.ID.desc())
            .limit(inline(AuditTamper.NEWEST)));
    check(
        MemoryDrift.NEWEST,
        SQL.select(max(MEMORY_AUDIT.VERSION))
            .from(MEMORY_AUDIT)
            .where(MEMORY_AUDIT.MEMORY_ID.eq(TEXT)));
  }

  @Test
  void statementsOfBackups_areWhatTheSchemaGives() {
    check(BackupVerifier.MEMORIES_COUNT, SQL.select(count()).from(MEMORIES));
    check(BackupVerifier.NEWEST_ENTRY, SQL.select(max(MEMORY_AUDIT.ID)).from(MEMORY_AUDIT));
    check(
        BackupVerifier.ENTRIES_UP_TO,
        SQL.select(count()).from(MEMORY_AUDIT).where(MEMORY_AUDIT.ID.le(NUMBER)));
  }

  @Test
  void statementsOfCandidates_areWhatTheSchemaGives() {
    check(
        StaleCandidate.STALE,
        SQL.select(MEMORIES.ID, MEMORIES.PROJECT, MEMORIES.CREATED_AT)
            .from(MEMORIES)
            .where(MEMORIES.STATUS.eq(word(MemoryStatus.CANDIDATE)))
            .and(MEMORIES.REFERENCE_COUNT.eq(inline(0L)))
            .and(MEMORIES.SEQ.gt(NUMBER))
            .and(MEMORIES.SEQ.le(NUMBER))
            .and(MEMORIES.CREATED_AT.lt(TEXT))
            .orderBy(MEMORIES.SEQ));
  }

  @Test
  void statementsOfDuplicates_areWhatTheSchemaGives() {
    check(
        DuplicateActiveMemory.FOREIGN,
        SQL.select(MEMORIES.SEQ, MEMORIES.ID, MEMORIES.TYPE, MEMORIES.PROJECT, MEMORIES.CONTENT)
            .from(MEMORIES_BY_CONTENT)
            .where(ACTIVE)
            .and(
                MEMORIES
                    .CONTENT_HASH
                    .isNull()
                    .or(length(MEMORIES.CONTENT_HASH).ne(inline(ContentHash.LENGTH))))
            .orderBy(MEMORIES.CONTENT, MEMORIES.TYPE, MEMORIES.PROJECT, MEMORIES.SEQ));
    check(
        DuplicateActiveMemory.SHARED_HASHES,
        SQL.select(MEMORIES.CONTENT_HASH, MEMORIES.TYPE, MEMORIES.PROJECT)
            .from(MEMORIES_BY_CONTENT)
            .where(ACTIVE)
            .and(length(MEMORIES.CONTENT_HASH).eq(inline(ContentHash.LENGTH)))
            .groupBy(MEMORIES.CONTENT_HASH, MEMORIES.TYPE, MEMORIES.PROJECT)
            .having(count().gt(inline(1))));
    check(
        DuplicateActiveMemory.SHARED_CONTENTS,
        SQL.select(MEMORIES.CONTENT)
            .from(MEMORIES_BY_CONTENT)
            .where(SAME_HASH)
            .groupBy(MEMORIES.CONTENT)
            .having(count().gt(inline(1))));
    check(
        DuplicateActiveMemory.MEMBERS,
        SQL.select(MEMORIES.SEQ, MEMORIES.ID)
            .from(MEMORIES_BY_CONTENT)
            .where(SAME_HASH)
            .and(MEMORIES.CONTENT.eq(TEXT)));
  }

  @Test
  void statementsOfSources_areWhatTheSchemaGives() {
    check(
        DanglingSourceChunk.MISSING,
        SQL.select(MEMORIES.SOURCE_CHUNK_ID)
            .from(MEMORIES)
            .where(given(MEMORIES.SOURCE_CHUNK_ID))
            .except(SQL.select(SOURCE_CHUNKS.ID).from(SOURCE_CHUNKS))
            .orderBy(1));
    check(
        DanglingSourceChunk.CITING,
        SQL.select(MEMORIES.ID, MEMORIES.STATUS)
            .from(MEMORIES)
            .where(MEMORIES.SOURCE_CHUNK_ID.eq(TEXT))
            .orderBy(MEMORIES.SEQ));
    check(
        OrphanSourceChunk.MISSING,
        SQL.select(SOURCE_CHUNKS.DOCUMENT_ID)
            .from(SOURCE_CHUNKS)
            .except(SQL.select(SOURCE_DOCUMENTS.ID).from(SOURCE_DOCUMENTS))
            .orderBy(1));
    check(
        OrphanSourceChunk.CHUNKS,
        SQL.select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL)
            .from(SOURCE_CHUNKS)
            .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(TEXT))
            .orderBy(SOURCE_CHUNKS.ORDINAL));
    check(
        SourceFileChanged.FILES,
        SQL.select(SOURCE_DOCUMENTS.ID, SOURCE_DOCUMENTS.URI, SOURCE_DOCUMENTS.CONTENT_HASH)
            .from(SOURCE_DOCUMENTS)
            .where(SOURCE_DOCUMENTS.URI.like(inline("file:///%")))
            .and(SOURCE_DOCUMENTS.CONTENT_HASH.isNotNull())
            .orderBy(SOURCE_DOCUMENTS.ID));
  }

  @Test
  void statementsOfMissingProjects_areWhatTheSchemaGives() {
    check(
        MemoryOfMissingProject.MEMORIES_OF,
        SQL.select(MEMORIES.ID)
            .from(MEMORIES)
            .where(MEMORIES.PROJECT.eq(TEXT))
            .orderBy(MEMORIES.SEQ));
    check(
        StateOfMissingProject.MISSING,
        SQL.select(PROJECT_STATE.PROJECT)
            .from(PROJECT_STATE)
            .except(SQL.select(PROJECTS.ID).from(PROJECTS))
            .orderBy(1));
    check(
        StateOfMissingProject.STATE,
        SQL.select(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY, PROJECT_STATE.UPDATED_AT)
            .from(PROJECT_STATE)
            .where(PROJECT_STATE.PROJECT.eq(TEXT))
            .orderBy(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY));
  }

  @Test
  void statementsOfReplacements_areWhatTheSchemaGives() {
    check(
        SupersedeBroken.MISSING,
        SQL.select(MEMORIES.SUPERSEDED_BY)
            .from(MEMORIES)
            .where(given(MEMORIES.SUPERSEDED_BY))
            .except(SQL.select(MEMORIES.ID).from(MEMORIES))
            .orderBy(1));
    check(
        SupersedeBroken.SUPERSEDED_BY,
        SQL.select(MEMORIES.ID)
            .from(MEMORIES)
            .where(MEMORIES.SUPERSEDED_BY.eq(TEXT))
            .orderBy(MEMORIES.SEQ));
    check(
        SupersedeBroken.NOT_SET,
        SQL.select(MEMORIES.ID)
            .from(MEMORIES)
            .where(MEMORIES.STATUS.eq(word(MemoryStatus.SUPERSEDED)))
            .and(coalesce(MEMORIES.SUPERSEDED_BY, inline("")).eq(inline("")))
            .orderBy(MEMORIES.SEQ));
    check(
        SupersedeBroken.NOT_SUPERSEDED,
        SQL.select(MEMORIES.ID, MEMORIES.STATUS, MEMORIES.SUPERSEDED_BY)
            .from(MEMORIES)
            .where(given(MEMORIES.SUPERSEDED_BY))
            .and(MEMORIES.STATUS.ne(word(MemoryStatus.SUPERSEDED)))
            .and(exists(selectOne().from(TARGET).where(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY)))));
    check(
        SupersedeBroken.CYCLE_STARTS,
        SQL.select(MEMORIES.ID, MEMORIES.SEQ)
            .from(MEMORIES)
            .join(TARGET)
            .on(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY))
            .where(given(MEMORIES.SUPERSEDED_BY))
            .and(TARGET.SEQ.le(MEMORIES.SEQ))
            .and(
                exists(
                    selectOne()
                        .from(EARLIER)
                        .where(EARLIER.SUPERSEDED_BY.eq(MEMORIES.ID))
                        .and(EARLIER.SEQ.le(MEMORIES.SEQ)))));
    check(
        SupersedeChain.SUCCESSOR,
        SQL.select(MEMORIES.SEQ, MEMORIES.SUPERSEDED_BY)
            .from(MEMORIES)
            .where(MEMORIES.ID.eq(TEXT)));
  }

  private static Field<String> word(MemoryStatus status) {
    return inline(status.word());
  }

  /** Neither null nor empty: some programs write an empty text for none. */
  private static Condition given(Field<String> reference) {
    return reference.gt(inline(""));
  }

  private static void check(String text, Query query) {
    assertThat(text).isEqualTo(query.getSQL());
  }
}
