package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.MEMORY_VECTORS;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;

/** What memories mean, as vectors. */
final class VectorStatements {
  /** In the order that a row is written and read. */
  private static final List<Field<?>> ROW =
      List.of(
          MEMORY_VECTORS.MEMORY_ID,
          MEMORY_VECTORS.SEQ,
          MEMORY_VECTORS.SOURCE,
          MEMORY_VECTORS.MODEL,
          MEMORY_VECTORS.TEXT_DIGEST,
          MEMORY_VECTORS.CODE,
          MEMORY_VECTORS.VECTOR,
          MEMORY_VECTORS.ROW_DIGEST);

  private static final Condition IS_WANTED =
      MEMORIES.SEQ.eq(field("CAST(wanted.value AS bigint)", Long.class));

  static final Room ROOM =
      new Room("dev.atocore.core.memory", "VectorSql")
          .statement(
              "insert",
              insertInto(MEMORY_VECTORS)
                  .columns(ROW)
                  .select(
                      select(
                              MEMORIES.ID,
                              MEMORIES.SEQ,
                              text(),
                              text(),
                              bytes(),
                              bytes(),
                              bytes(),
                              bytes())
                          .from(MEMORIES)
                          .where(MEMORIES.ID.eq(text()))))
          .statement(
              "delete",
              deleteFrom(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.MEMORY_ID.eq(text()))
                  .and(MEMORY_VECTORS.SOURCE.eq(text())))
          .statement(
              "delete_of_memory",
              deleteFrom(MEMORY_VECTORS).where(MEMORY_VECTORS.MEMORY_ID.eq(text())))
          // Spelt as the partial index is, or SQLite does not use it.
          .statement(
              "delete_of_source",
              deleteFrom(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.SOURCE.eq(text()))
                  .and(MEMORY_VECTORS.SOURCE.gt(inline(""))))
          .statement("delete_all", deleteFrom(MEMORY_VECTORS))
          .statement(
              "is_of_model",
              selectOne()
                  .from(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.MODEL.eq(text()))
                  .limit(inline(1)))
          // The model of most rows, and how long its vectors are.
          .statement(
              "commonest",
              select(MEMORY_VECTORS.MODEL, Parts.octets(MEMORY_VECTORS.VECTOR), count())
                  .from(MEMORY_VECTORS)
                  .groupBy(MEMORY_VECTORS.MODEL, Parts.octets(MEMORY_VECTORS.VECTOR))
                  .orderBy(count().desc(), MEMORY_VECTORS.MODEL)
                  .limit(inline(1)))
          .statement(
              "commonest_length",
              select(Parts.octets(MEMORY_VECTORS.VECTOR), count())
                  .from(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.MODEL.eq(text()))
                  .groupBy(Parts.octets(MEMORY_VECTORS.VECTOR))
                  .orderBy(count().desc())
                  .limit(inline(1)))
          // All rows up to here are seen by now; later ones may still come to light before others.
          .statement(
              "settled",
              select(coalesce(max(MEMORY_VECTORS.STAMP), inline(0L))).from(MEMORY_VECTORS),
              select(
                  field(
                      "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) - 1",
                      Long.class)))
          .statement(
              "codes",
              select(MEMORY_VECTORS.STAMP, MEMORY_VECTORS.SEQ, MEMORY_VECTORS.CODE)
                  .from(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.MODEL.eq(text()))
                  .and(MEMORY_VECTORS.STAMP.gt(number()))
                  .orderBy(MEMORY_VECTORS.STAMP))
          .statement("allowed", select(MEMORIES.SEQ).from(MEMORIES).where(more()).limit(number()))
          // The memories of these numbers that meet the conditions, each with its vectors, and the
          // text that the vector of a chunk is of.
          .statement(
              "scored",
              select(MemoryStatements.COLUMNS)
                  .select(
                      MEMORY_VECTORS.SOURCE,
                      MEMORY_VECTORS.TEXT_DIGEST,
                      MEMORY_VECTORS.VECTOR,
                      SOURCE_CHUNKS.CONTENT.as("said"))
                  .from(Parts.wanted())
                  .join(MEMORIES)
                  .on(IS_WANTED)
                  .leftJoin(MEMORY_VECTORS)
                  .on(MEMORY_VECTORS.MEMORY_ID.eq(MEMORIES.ID))
                  .and(MEMORY_VECTORS.SEQ.eq(MEMORIES.SEQ))
                  .and(MEMORY_VECTORS.MODEL.eq(text()))
                  .leftJoin(SOURCE_CHUNKS)
                  .on(SOURCE_CHUNKS.ID.eq(MEMORIES.SOURCE_CHUNK_ID))
                  .where(more())
                  .orderBy(MEMORIES.SEQ))
          // A page of what is to have vectors: the memory, the chunk that it cites and its text.
          .statement(
              "texts",
              select(
                      MEMORIES.SEQ,
                      MEMORIES.ID,
                      MEMORIES.CONTENT,
                      SOURCE_CHUNKS.ID.as("chunk_id"),
                      SOURCE_CHUNKS.CONTENT.as("said"))
                  .from(MEMORIES)
                  .leftJoin(SOURCE_CHUNKS)
                  .on(SOURCE_CHUNKS.ID.eq(MEMORIES.SOURCE_CHUNK_ID))
                  .where(MEMORIES.SEQ.gt(number()))
                  .and(more())
                  .orderBy(MEMORIES.SEQ)
                  .limit(number()))
          .part("changed_lately", Parts.changedLately(MEMORIES.ID))
          // The vectors of a page.
          .statement(
              "rows",
              select(ROW)
                  .from(MEMORIES)
                  .join(MEMORY_VECTORS)
                  .on(MEMORY_VECTORS.MEMORY_ID.eq(MEMORIES.ID))
                  .where(MEMORIES.SEQ.gt(number()))
                  .and(MEMORIES.SEQ.le(number()))
                  .orderBy(MEMORIES.SEQ, MEMORY_VECTORS.SOURCE))
          .statement(
              "orphans",
              select(MEMORY_VECTORS.MEMORY_ID)
                  .from(MEMORY_VECTORS)
                  .where(
                      notExists(
                          selectOne()
                              .from(MEMORIES)
                              .where(MEMORIES.ID.eq(MEMORY_VECTORS.MEMORY_ID))))
                  .groupBy(MEMORY_VECTORS.MEMORY_ID)
                  .orderBy(MEMORY_VECTORS.MEMORY_ID)
                  .limit(number()))
          .statement(
              "of_memory",
              select(ROW)
                  .from(MEMORY_VECTORS)
                  .where(MEMORY_VECTORS.MEMORY_ID.eq(text()))
                  .and(MEMORY_VECTORS.SOURCE.eq(inline("")))
                  .and(MEMORY_VECTORS.MODEL.eq(text())))
          // The codes of active memories, to be compared with each other.
          .statement(
              "active_codes",
              select(MEMORIES.SEQ, MEMORIES.PROJECT, MEMORIES.USER_ID, MEMORY_VECTORS.CODE)
                  .from(MEMORY_VECTORS)
                  .join(MEMORIES)
                  .on(MEMORIES.ID.eq(MEMORY_VECTORS.MEMORY_ID))
                  .where(MEMORY_VECTORS.MODEL.eq(text()))
                  .and(MEMORY_VECTORS.SOURCE.eq(inline("")))
                  .and(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "side",
              select(
                      MEMORIES.ID,
                      MEMORIES.CONTENT,
                      MEMORY_VECTORS.TEXT_DIGEST,
                      MEMORY_VECTORS.VECTOR)
                  .from(MEMORIES)
                  .join(MEMORY_VECTORS)
                  .on(MEMORY_VECTORS.MEMORY_ID.eq(MEMORIES.ID))
                  .where(MEMORIES.SEQ.eq(number()))
                  .and(MEMORY_VECTORS.SOURCE.eq(inline("")))
                  .and(MEMORY_VECTORS.MODEL.eq(text())))
          // What a memory, and a chunk that it cites, say now.
          .statement(
              "said",
              select(MEMORIES.CONTENT, SOURCE_CHUNKS.CONTENT)
                  .from(MEMORIES)
                  .leftJoin(SOURCE_CHUNKS)
                  .on(SOURCE_CHUNKS.ID.eq(MEMORIES.SOURCE_CHUNK_ID))
                  .and(SOURCE_CHUNKS.ID.eq(text()))
                  .where(MEMORIES.ID.eq(text())))
          .statement(
              "newest_entry",
              select(coalesce(max(MEMORY_AUDIT.ID), inline(0L))).from(MEMORY_AUDIT));

  private VectorStatements() {}
}
