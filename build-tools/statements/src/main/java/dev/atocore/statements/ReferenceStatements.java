package dev.atocore.statements;

import static dev.atocore.statements.Parts.changedLately;
import static dev.atocore.statements.Parts.given;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.table;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_EVIDENCE;
import static dev.atocore.statements.schema.Tables.PROJECTS;
import static dev.atocore.statements.schema.Tables.PROJECT_STATE;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.length;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.DSL.withRecursive;

import dev.atocore.statements.schema.tables.Memories;
import dev.atocore.statements.schema.tables.SourceChunks;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectConditionStep;
import org.jooq.Table;

/** What the checks ask of rows that refer to others. */
final class ReferenceStatements {
  private static final Memories TARGET = MEMORIES.as("target");
  private static final Memories EARLIER = MEMORIES.as("earlier");

  /** The chunks in the order of their numbers: the new ones are at the end. */
  private static final Table<?> CHUNKS_IN_ORDER =
      table("source_chunks NOT INDEXED", "source_chunks");

  private static final Condition NOT_SET =
      coalesce(MEMORIES.SUPERSEDED_BY, inline("")).eq(inline(""));

  private static final SourceChunks FOLLOWED = SOURCE_CHUNKS.as("followed");

  /** The citations of a memory after its first. In SQLite another program may have left no JSON. */
  private static final Table<?> FURTHER =
      table(
          "json_each(CASE WHEN json_valid(memories.further_chunk_ids)"
              + " THEN memories.further_chunk_ids END) AS cited",
          "json_array_elements_text(CAST(memories.further_chunk_ids AS json)) AS cited (value)");

  private static final Field<String> CITED = field("cited.value", String.class);

  static final Room ROOM =
      new Room("dev.atocore.integrity.checks.reference", "ReferenceSql")
          .statement(
              "dangling_lately",
              select(MEMORIES.ID, MEMORIES.STATUS, MEMORIES.SOURCE_CHUNK_ID)
                  .from(MEMORIES)
                  .where(given(MEMORIES.SOURCE_CHUNK_ID))
                  .and(changedLately(MEMORIES.ID))
                  .and(lost(MEMORIES.SOURCE_CHUNK_ID)))
          .statement("dangling_further", danglingFurther().groupBy(MEMORIES.ID, MEMORIES.STATUS))
          .statement(
              "dangling_further_lately",
              danglingFurther()
                  .and(changedLately(MEMORIES.ID))
                  .groupBy(MEMORIES.ID, MEMORIES.STATUS))
          .statement(
              "citing",
              select(MEMORIES.ID, MEMORIES.STATUS)
                  .from(MEMORIES)
                  .where(MEMORIES.SOURCE_CHUNK_ID.eq(text()))
                  .and(notFollowed(MEMORIES.SOURCE_CHUNK_ID))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "open_questions",
              select(
                      MEMORIES.ID,
                      MEMORIES.STATUS,
                      MEMORY_EVIDENCE.DOCUMENT_ID,
                      SOURCE_DOCUMENTS.URI,
                      MEMORY_EVIDENCE.NOTED_AT)
                  .from(MEMORY_EVIDENCE)
                  .join(MEMORIES)
                  .on(MEMORIES.ID.eq(MEMORY_EVIDENCE.MEMORY_ID))
                  .leftJoin(SOURCE_DOCUMENTS)
                  .on(SOURCE_DOCUMENTS.ID.eq(MEMORY_EVIDENCE.DOCUMENT_ID))
                  .where(EvidenceStatements.ASKS)
                  .and(MEMORY_EVIDENCE.KIND.eq(text()))
                  .and(MEMORY_EVIDENCE.ANSWERED_AT.isNull())
                  .and(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))
                  .orderBy(MEMORY_EVIDENCE.NOTED_AT, MEMORIES.ID))
          .statement(
              "orphans_lately",
              selectDistinct(SOURCE_CHUNKS.DOCUMENT_ID)
                  .from(CHUNKS_IN_ORDER)
                  .where(SOURCE_CHUNKS.SEQ.gt(number()))
                  .and(
                      notExists(
                          selectOne()
                              .from(SOURCE_DOCUMENTS)
                              .where(SOURCE_DOCUMENTS.ID.eq(SOURCE_CHUNKS.DOCUMENT_ID)))))
          .statement(
              "chunks_of",
              select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL)
                  .from(SOURCE_CHUNKS)
                  .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(text()))
                  .orderBy(SOURCE_CHUNKS.ORDINAL))
          .statement(
              "files",
              select(SOURCE_DOCUMENTS.ID, SOURCE_DOCUMENTS.URI, SOURCE_DOCUMENTS.CONTENT_HASH)
                  .from(SOURCE_DOCUMENTS)
                  .where(SOURCE_DOCUMENTS.URI.like(inline("file:///%")))
                  .and(SOURCE_DOCUMENTS.CONTENT_HASH.isNotNull())
                  .orderBy(SOURCE_DOCUMENTS.ID))
          .statement("projects_not_registered", projectsNotRegistered())
          .statement(
              "projects_not_registered_lately",
              selectDistinct(MEMORIES.PROJECT)
                  .from(MEMORIES)
                  .where(given(MEMORIES.PROJECT))
                  .and(changedLately(MEMORIES.ID))
                  .and(
                      notExists(
                          selectOne().from(PROJECTS).where(PROJECTS.ID.eq(MEMORIES.PROJECT)))))
          .statement(
              "memories_of_project",
              select(MEMORIES.ID)
                  .from(MEMORIES)
                  .where(MEMORIES.PROJECT.eq(text()))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "state_not_registered",
              select(PROJECT_STATE.PROJECT)
                  .from(PROJECT_STATE)
                  .except(select(PROJECTS.ID).from(PROJECTS))
                  .orderBy(1))
          .statement(
              "state_of_project",
              select(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY, PROJECT_STATE.UPDATED_AT)
                  .from(PROJECT_STATE)
                  .where(PROJECT_STATE.PROJECT.eq(text()))
                  .orderBy(PROJECT_STATE.CATEGORY, PROJECT_STATE.KEY));

  static final Room REPLACEMENTS =
      new Room("dev.atocore.integrity.checks.memory", "SupersedeSql")
          .statement(
              "successors_missing",
              select(MEMORIES.SUPERSEDED_BY)
                  .from(MEMORIES)
                  .where(given(MEMORIES.SUPERSEDED_BY))
                  .except(select(MEMORIES.ID).from(MEMORIES))
                  .orderBy(1))
          .statement(
              "superseded_by",
              select(MEMORIES.ID)
                  .from(MEMORIES)
                  .where(MEMORIES.SUPERSEDED_BY.eq(text()))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "successor_not_set",
              select(MEMORIES.ID)
                  .from(MEMORIES)
                  .where(MEMORIES.STATUS.eq(inline(Words.SUPERSEDED)))
                  .and(NOT_SET)
                  .orderBy(MEMORIES.SEQ))
          // Those whose successor is missing are reported as that.
          .statement(
              "not_superseded",
              select(MEMORIES.ID, MEMORIES.STATUS, MEMORIES.SUPERSEDED_BY)
                  .from(MEMORIES)
                  .where(given(MEMORIES.SUPERSEDED_BY))
                  .and(MEMORIES.STATUS.ne(inline(Words.SUPERSEDED)))
                  .and(
                      exists(selectOne().from(TARGET).where(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY)))))
          // The youngest memory of a cycle is replaced by an older one and itself replaces an older
          // one, or itself: only from such a memory is it worth following the chain.
          .statement(
              "cycle_starts",
              select(MEMORIES.ID, MEMORIES.SEQ)
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
                              .and(EARLIER.SEQ.le(MEMORIES.SEQ)))))
          // Circles are left to a look at everything: AtoCore itself makes none.
          .statement(
              "superseded_lately",
              select(MEMORIES.ID, MEMORIES.STATUS, MEMORIES.SUPERSEDED_BY, TARGET.ID)
                  .from(MEMORIES)
                  .leftJoin(TARGET)
                  .on(TARGET.ID.eq(MEMORIES.SUPERSEDED_BY))
                  .where(changedLately(MEMORIES.ID))
                  .and(
                      condition(
                          when(NOT_SET, field(MEMORIES.STATUS.eq(inline(Words.SUPERSEDED))))
                              .otherwise(
                                  field(
                                      TARGET
                                          .ID
                                          .isNull()
                                          .or(MEMORIES.STATUS.ne(inline(Words.SUPERSEDED))))))))
          .statement(
              "successor",
              select(MEMORIES.SEQ, MEMORIES.SUPERSEDED_BY)
                  .from(MEMORIES)
                  .where(MEMORIES.ID.eq(text())));

  private ReferenceStatements() {}

  /** Memories that cite more than one chunk, of which another than the first leads nowhere. */
  private static SelectConditionStep<?> danglingFurther() {
    return select(MEMORIES.ID, MEMORIES.STATUS, min(CITED))
        .from(MEMORIES)
        .crossJoin(FURTHER)
        .where(MEMORIES.FURTHER_CHUNK_IDS.isNotNull())
        .and(lost(CITED))
        // Otherwise its first is told already.
        .and(not(given(MEMORIES.SOURCE_CHUNK_ID).and(lost(MEMORIES.SOURCE_CHUNK_ID))));
  }

  private static Condition lost(Field<String> chunk) {
    return notExists(selectOne().from(SOURCE_CHUNKS).where(SOURCE_CHUNKS.ID.eq(chunk)))
        .and(notFollowed(chunk));
  }

  /** The citation did not follow its document through edits. */
  private static Condition notFollowed(Field<String> chunk) {
    return notExists(
        selectOne()
            .from(MEMORY_EVIDENCE)
            .join(SOURCE_DOCUMENTS)
            .on(SOURCE_DOCUMENTS.ID.eq(MEMORY_EVIDENCE.DOCUMENT_ID))
            .where(MEMORY_EVIDENCE.MEMORY_ID.eq(MEMORIES.ID))
            .and(EvidenceStatements.SPEAKS)
            .and(
                substring(chunk, inline(1), length(MEMORY_EVIDENCE.DOCUMENT_ID).plus(inline(1)))
                    .eq(MEMORY_EVIDENCE.DOCUMENT_ID.concat(inline("#"))))
            .and(
                MEMORY_EVIDENCE
                    .CHUNK_ID
                    .isNull()
                    .or(
                        exists(
                            selectOne()
                                .from(FOLLOWED)
                                .where(FOLLOWED.ID.eq(MEMORY_EVIDENCE.CHUNK_ID))))));
  }

  /** Steps through the index from one project to the next, however many memories each has. */
  private static Query projectsNotRegistered() {
    Field<String> id = field(name("p", "id"), String.class);
    Memories next = MEMORIES.as("m");
    return withRecursive("p", "id")
        .as(
            select(min(MEMORIES.PROJECT))
                .from(MEMORIES)
                .where(given(MEMORIES.PROJECT))
                .unionAll(
                    select(field(select(min(next.PROJECT)).from(next).where(next.PROJECT.gt(id))))
                        .from(name("p"))
                        .where(id.isNotNull())))
        .select(id)
        .from(name("p"))
        .where(id.isNotNull())
        .except(select(PROJECTS.ID).from(PROJECTS))
        .orderBy(1);
  }
}
