package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_EVIDENCE;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import dev.atocore.statements.schema.tables.SourceDocuments;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;

/** What documents say of memories. */
final class EvidenceStatements {
  /** In the order that a row is read and written. */
  static final List<Field<?>> ROW =
      List.of(
          MEMORY_EVIDENCE.MEMORY_ID,
          MEMORY_EVIDENCE.KIND,
          MEMORY_EVIDENCE.DOCUMENT_ID,
          MEMORY_EVIDENCE.CHUNK_ID,
          MEMORY_EVIDENCE.COUNTED,
          MEMORY_EVIDENCE.NOTED_AT,
          MEMORY_EVIDENCE.ANSWERED_AT,
          MEMORY_EVIDENCE.ANSWERED_BY);

  private static final List<Field<?>> NEW_ROW = Parts.with(ROW, MEMORY_EVIDENCE.ROW_DIGEST);

  private static final SourceDocuments SPOKE = SOURCE_DOCUMENTS.as("spoke");

  /** A document that has spoken for the memory. */
  static final Condition SPEAKS = MEMORY_EVIDENCE.KIND.in(inline("source"), inline("document"));

  /** A question for a person. Spelt as the partial index is, or SQLite does not use it. */
  static final Condition ASKS =
      MEMORY_EVIDENCE.KIND.in(inline("denied"), inline("gone"), inline("unsaid"));

  /** How many documents beside its own, and how many words, vouch for a memory. */
  static final Field<Long> VOUCHED =
      field(
              select(coalesce(sum(MEMORY_EVIDENCE.COUNTED), inline(BigDecimal.ZERO)))
                  .from(MEMORY_EVIDENCE)
                  .where(MEMORY_EVIDENCE.MEMORY_ID.eq(MEMORIES.ID))
                  .and(MEMORY_EVIDENCE.KIND.in(inline("document"), inline("word"))))
          .cast(Long.class);

  /** What all evidence of a memory comes to. */
  static final Field<Long> COUNTED =
      field(
              select(coalesce(sum(MEMORY_EVIDENCE.COUNTED), inline(BigDecimal.ZERO)))
                  .from(MEMORY_EVIDENCE)
                  .where(MEMORY_EVIDENCE.MEMORY_ID.eq(MEMORIES.ID)))
          .cast(Long.class);

  /** Nobody has to be asked about the memory first. */
  static final Condition NOT_ASKED =
      notExists(
          selectOne()
              .from(MEMORY_EVIDENCE)
              .where(MEMORY_EVIDENCE.MEMORY_ID.eq(MEMORIES.ID))
              .and(ASKS)
              .and(MEMORY_EVIDENCE.ANSWERED_AT.isNull()));

  static final Room ROOM =
      new Room("dev.atocore.core.memory", "EvidenceSql")
          .statement(
              "put",
              insertInto(MEMORY_EVIDENCE)
                  .columns(NEW_ROW)
                  .valuesOfRows(valuesOf(NEW_ROW))
                  .onConflict(
                      MEMORY_EVIDENCE.MEMORY_ID, MEMORY_EVIDENCE.KIND, MEMORY_EVIDENCE.DOCUMENT_ID)
                  .doUpdate()
                  .set(MEMORY_EVIDENCE.CHUNK_ID, excluded(MEMORY_EVIDENCE.CHUNK_ID))
                  .set(MEMORY_EVIDENCE.COUNTED, excluded(MEMORY_EVIDENCE.COUNTED))
                  .set(MEMORY_EVIDENCE.NOTED_AT, excluded(MEMORY_EVIDENCE.NOTED_AT))
                  .set(MEMORY_EVIDENCE.ANSWERED_AT, excluded(MEMORY_EVIDENCE.ANSWERED_AT))
                  .set(MEMORY_EVIDENCE.ANSWERED_BY, excluded(MEMORY_EVIDENCE.ANSWERED_BY))
                  .set(MEMORY_EVIDENCE.ROW_DIGEST, excluded(MEMORY_EVIDENCE.ROW_DIGEST)))
          .statement(
              "remove",
              deleteFrom(MEMORY_EVIDENCE)
                  .where(MEMORY_EVIDENCE.MEMORY_ID.eq(text()))
                  .and(MEMORY_EVIDENCE.KIND.eq(text()))
                  .and(MEMORY_EVIDENCE.DOCUMENT_ID.eq(text())))
          .statement(
              "of_memory",
              select(ROW)
                  .from(MEMORY_EVIDENCE)
                  .where(MEMORY_EVIDENCE.MEMORY_ID.eq(text()))
                  .orderBy(
                      MEMORY_EVIDENCE.NOTED_AT, MEMORY_EVIDENCE.KIND, MEMORY_EVIDENCE.DOCUMENT_ID))
          .statement(
              "of_document",
              select(ROW)
                  .from(MEMORY_EVIDENCE)
                  .where(MEMORY_EVIDENCE.DOCUMENT_ID.eq(text()))
                  .orderBy(MEMORY_EVIDENCE.MEMORY_ID, MEMORY_EVIDENCE.KIND))
          .statement(
              "questioned",
              select(MEMORIES.ID)
                  .from(MEMORY_EVIDENCE)
                  .join(MEMORIES)
                  .on(MEMORIES.ID.eq(MEMORY_EVIDENCE.MEMORY_ID))
                  .where(ASKS)
                  .and(MEMORY_EVIDENCE.ANSWERED_AT.isNull())
                  .and(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))
                  .groupBy(MEMORIES.ID)
                  .orderBy(min(MEMORY_EVIDENCE.NOTED_AT), MEMORIES.ID)
                  .limit(number()))
          .statement(
              "documents_of_questions",
              selectDistinct(MEMORY_EVIDENCE.DOCUMENT_ID)
                  .from(MEMORY_EVIDENCE)
                  .where(ASKS)
                  .and(MEMORY_EVIDENCE.KIND.eq(text())))
          .statement(
              "document_of_chunk",
              select(SOURCE_CHUNKS.DOCUMENT_ID)
                  .from(SOURCE_CHUNKS)
                  .where(SOURCE_CHUNKS.ID.eq(text())))
          .statement(
              "document",
              select(SOURCE_DOCUMENTS.ID)
                  .from(SOURCE_DOCUMENTS)
                  .where(SOURCE_DOCUMENTS.ID.eq(text())))
          .statement(
              "copy_has_spoken",
              selectOne()
                  .from(MEMORY_EVIDENCE)
                  .join(SPOKE)
                  .on(SPOKE.ID.eq(MEMORY_EVIDENCE.DOCUMENT_ID))
                  .join(SOURCE_DOCUMENTS)
                  .on(SOURCE_DOCUMENTS.CONTENT_HASH.eq(SPOKE.CONTENT_HASH))
                  .where(MEMORY_EVIDENCE.MEMORY_ID.eq(text()))
                  .and(SPEAKS)
                  .and(SOURCE_DOCUMENTS.ID.eq(text()))
                  .limit(inline(1)));

  private EvidenceStatements() {}
}
