package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.update;

import java.util.List;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectOnConditionStep;

/** Documents and chunks. */
final class SourceStatements {
  /** In the order that a document is read and written. */
  private static final List<Field<?>> DOCUMENT =
      List.of(
          SOURCE_DOCUMENTS.ID,
          SOURCE_DOCUMENTS.PROJECT,
          SOURCE_DOCUMENTS.TITLE,
          SOURCE_DOCUMENTS.URI,
          SOURCE_DOCUMENTS.CONTENT_HASH,
          SOURCE_DOCUMENTS.INGESTED_AT);

  private static final List<Field<?>> NEW_DOCUMENT =
      Parts.with(DOCUMENT, SOURCE_DOCUMENTS.ROW_DIGEST);

  private static final List<Field<?>> NEW_CHUNK =
      List.of(
          SOURCE_CHUNKS.ID,
          SOURCE_CHUNKS.DOCUMENT_ID,
          SOURCE_CHUNKS.ORDINAL,
          SOURCE_CHUNKS.CONTENT,
          SOURCE_CHUNKS.CONTENT_HASH,
          SOURCE_CHUNKS.CREATED_AT,
          SOURCE_CHUNKS.ROW_DIGEST);

  static final Room ROOM =
      new Room("dev.atocore.core.source", "SourceSql")
          .statement(
              "put_document",
              insertInto(SOURCE_DOCUMENTS)
                  .columns(NEW_DOCUMENT)
                  .valuesOfRows(valuesOf(NEW_DOCUMENT))
                  .onConflict(SOURCE_DOCUMENTS.ID)
                  .doUpdate()
                  .set(SOURCE_DOCUMENTS.PROJECT, excluded(SOURCE_DOCUMENTS.PROJECT))
                  .set(SOURCE_DOCUMENTS.TITLE, excluded(SOURCE_DOCUMENTS.TITLE))
                  .set(SOURCE_DOCUMENTS.URI, excluded(SOURCE_DOCUMENTS.URI))
                  .set(SOURCE_DOCUMENTS.CONTENT_HASH, excluded(SOURCE_DOCUMENTS.CONTENT_HASH))
                  .set(SOURCE_DOCUMENTS.INGESTED_AT, excluded(SOURCE_DOCUMENTS.INGESTED_AT))
                  .set(SOURCE_DOCUMENTS.ROW_DIGEST, excluded(SOURCE_DOCUMENTS.ROW_DIGEST)))
          .statement(
              "find_document",
              select(DOCUMENT).from(SOURCE_DOCUMENTS).where(SOURCE_DOCUMENTS.ID.eq(text())))
          .statement(
              "documents",
              select(DOCUMENT)
                  .select(
                      field(
                          selectCount()
                              .from(SOURCE_CHUNKS)
                              .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(SOURCE_DOCUMENTS.ID))))
                  .from(SOURCE_DOCUMENTS)
                  .where(more())
                  .orderBy(SOURCE_DOCUMENTS.ID))
          .statement("find_chunk", chunks().where(SOURCE_CHUNKS.ID.eq(text())))
          .statement("chunks", chunks().where(more()).orderBy(SOURCE_CHUNKS.SEQ))
          .statement(
              "first_chunks", chunks().where(more()).orderBy(SOURCE_CHUNKS.SEQ).limit(number()))
          .statement(
              "chunk_places",
              select(SOURCE_CHUNKS.SEQ, SOURCE_DOCUMENTS.PROJECT)
                  .from(SOURCE_CHUNKS)
                  .leftJoin(SOURCE_DOCUMENTS)
                  .on(SOURCE_DOCUMENTS.ID.eq(SOURCE_CHUNKS.DOCUMENT_ID))
                  .where(more())
                  .orderBy(SOURCE_CHUNKS.SEQ)
                  .limit(number()))
          .statement("chunk_at", chunks().where(SOURCE_CHUNKS.SEQ.eq(number())))
          .statement(
              "insert_chunk",
              insertInto(SOURCE_CHUNKS).columns(NEW_CHUNK).valuesOfRows(valuesOf(NEW_CHUNK)))
          .statement(
              "stored_chunk",
              storedChunk(
                  SOURCE_CHUNKS.DOCUMENT_ID, SOURCE_CHUNKS.CONTENT_HASH, SOURCE_CHUNKS.CREATED_AT))
          .statement(
              "move_chunk",
              update(SOURCE_CHUNKS)
                  .set(SOURCE_CHUNKS.ORDINAL, number())
                  .set(SOURCE_CHUNKS.ROW_DIGEST, bytes())
                  .where(SOURCE_CHUNKS.ID.eq(text())))
          .statement("delete_chunk", deleteFrom(SOURCE_CHUNKS).where(SOURCE_CHUNKS.ID.eq(text())))
          .statement(
              "delete_chunks",
              deleteFrom(SOURCE_CHUNKS).where(SOURCE_CHUNKS.DOCUMENT_ID.eq(text())))
          .statement(
              "delete_document", deleteFrom(SOURCE_DOCUMENTS).where(SOURCE_DOCUMENTS.ID.eq(text())))
          .statement(
              "texts",
              select(SOURCE_CHUNKS.ID, SOURCE_CHUNKS.ORDINAL, SOURCE_CHUNKS.CONTENT)
                  .from(SOURCE_CHUNKS)
                  .where(SOURCE_CHUNKS.DOCUMENT_ID.eq(text()))
                  .orderBy(SOURCE_CHUNKS.ORDINAL, SOURCE_CHUNKS.SEQ))
          .statement(
              "document_of_uri",
              select(DOCUMENT)
                  .from(SOURCE_DOCUMENTS)
                  .where(SOURCE_DOCUMENTS.URI.eq(text()))
                  .and(SOURCE_DOCUMENTS.PROJECT.isNotDistinctFrom(text()))
                  .orderBy(SOURCE_DOCUMENTS.ID))
          .statement(
              "files",
              select(DOCUMENT)
                  .from(SOURCE_DOCUMENTS)
                  .where(SOURCE_DOCUMENTS.URI.like(inline("file:///%")))
                  .and(SOURCE_DOCUMENTS.CONTENT_HASH.isNotNull())
                  .and(SOURCE_DOCUMENTS.PROJECT.isNotDistinctFrom(text()))
                  .orderBy(SOURCE_DOCUMENTS.ID))
          .part("documents_of_project", SOURCE_DOCUMENTS.PROJECT.eq(text()))
          .part("chunks_after", SOURCE_CHUNKS.SEQ.gt(number()))
          .part("chunks_up_to", SOURCE_CHUNKS.SEQ.le(number()))
          .part("chunks_since", SOURCE_CHUNKS.CREATED_AT.ge(text()));

  private SourceStatements() {}

  /** What is stored of a chunk, by its id, and more of it. */
  static Select<?> storedChunk(Field<?>... more) {
    return select(
            Parts.stored(
                SOURCE_CHUNKS.ROW_DIGEST,
                SOURCE_CHUNKS.ID,
                SOURCE_CHUNKS.DOCUMENT_ID,
                SOURCE_CHUNKS.ORDINAL,
                SOURCE_CHUNKS.CONTENT_HASH,
                SOURCE_CHUNKS.CREATED_AT))
        .select(more)
        .from(SOURCE_CHUNKS)
        .where(SOURCE_CHUNKS.ID.eq(text()));
  }

  /** Those of a missing document too, without its fields. */
  private static SelectOnConditionStep<?> chunks() {
    return select(
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
}
