package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.flag;
import static dev.atocore.statements.Parts.misplaced;
import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.noIndex;
import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.real;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.list;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import dev.atocore.statements.schema.tables.Memories;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSeekStep1;
import org.jooq.UpdateSetMoreStep;

/** The rows of memories. */
final class MemoryStatements {
  /** What reading and writing a memory end with. */
  private static final List<Field<?>> LAST =
      List.of(
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

  /** What few memories have, in the order that it is read and written. */
  static final List<Field<?>> FEW =
      List.of(
          MEMORIES.USER_ID,
          MEMORIES.AGENT_ID,
          MEMORIES.RUN_ID,
          MEMORIES.METADATA,
          MEMORIES.FURTHER_CHUNK_IDS,
          MEMORIES.VALID_FROM,
          MEMORIES.VALID_UNTIL,
          MEMORIES.REVIEW_BY);

  /** In the order that a memory is read; whether it has any of the few comes before them. */
  static final List<Field<?>> COLUMNS =
      Stream.of(
              columns(MEMORIES.SEQ, MEMORIES.ID, MEMORIES.TYPE, MEMORIES.CONTENT),
              List.<Field<?>>of(flag(given(MEMORIES))),
              FEW)
          .<Field<?>>flatMap(List::stream)
          .toList();

  /** In the order that a memory is written. */
  private static final List<Field<?>> NEW =
      Stream.concat(
              Parts.with(
                  columns(MEMORIES.ID, MEMORIES.TYPE, MEMORIES.CONTENT, MEMORIES.CONTENT_HASH),
                  MEMORIES.ROW_DIGEST)
                  .stream(),
              FEW.stream())
          .toList();

  /** Spelt as the partial index is, or SQLite does not use it. */
  static final Condition LIVING = MEMORIES.STATUS.in(inline(Words.CANDIDATE), inline(Words.ACTIVE));

  /** The row is still the one that was read. */
  private static final Condition UNCHANGED =
      MEMORIES.SEQ.eq(number()).and(MEMORIES.ID.eq(text())).and(MEMORIES.VERSION.eq(number()));

  private static final Condition SAME_IDENTITY =
      MEMORIES
          .CONTENT_HASH
          .eq(text())
          .and(MEMORIES.TYPE.eq(text()))
          .and(MEMORIES.PROJECT.isNotDistinctFrom(text()))
          .and(MEMORIES.USER_ID.isNotDistinctFrom(text()))
          .and(MEMORIES.AGENT_ID.isNotDistinctFrom(text()))
          .and(LIVING);

  static final Room ROOM =
      new Room("dev.atocore.core.memory", "MemorySql")
          .open()
          .part("columns", list(COLUMNS))
          .statement("find", one())
          .statement("find_for_change", one(), one().forUpdate())
          .statement("versions_for_change", versions(), versions().forUpdate())
          .statement("insert", insertInto(MEMORIES).columns(NEW).valuesOfRows(valuesOf(NEW)))
          .part("values", valuesOf(NEW))
          // Every column but the content, so that the full-text index is left alone.
          .statement(
              "update",
              nextVersion(
                  update(MEMORIES)
                      .set(MEMORIES.TYPE, text())
                      .set(MEMORIES.PROJECT, text())
                      .set(MEMORIES.STATUS, text())
                      .set(MEMORIES.CONFIDENCE, real())
                      .set(MEMORIES.REFERENCE_COUNT, number())
                      .set(MEMORIES.LAST_REFERENCED_AT, text())
                      .set(MEMORIES.SOURCE_CHUNK_ID, text())
                      .set(MEMORIES.SUPERSEDED_BY, text())))
          // What an update does to a memory that only moves: two indexes to keep instead of five.
          .statement(
              "move",
              nextVersion(
                  update(MEMORIES)
                      .set(MEMORIES.STATUS, text())
                      .set(MEMORIES.SUPERSEDED_BY, text())))
          // What an update does to a memory that is only referred to: no index to keep.
          .statement(
              "refer",
              nextVersion(
                  update(MEMORIES)
                      .set(MEMORIES.CONFIDENCE, real())
                      .set(MEMORIES.REFERENCE_COUNT, number())
                      .set(MEMORIES.LAST_REFERENCED_AT, text())))
          .statement(
              "update_content",
              update(MEMORIES)
                  .set(MEMORIES.CONTENT, text())
                  .set(MEMORIES.CONTENT_HASH, text())
                  .where(MEMORIES.ID.eq(text())))
          .statement("update_fields", updateFields())
          .statement(
              "mend",
              update(MEMORIES)
                  .set(MEMORIES.CONTENT, text())
                  .set(MEMORIES.CONTENT_HASH, text())
                  .set(MEMORIES.CREATED_AT, text())
                  .where(MEMORIES.ID.eq(text())))
          .statement(
              "find_living", memories().where(SAME_IDENTITY).orderBy(MEMORIES.STATUS, MEMORIES.SEQ))
          // Answered by the index alone, but for the contents of those whose hash is the same.
          .statement(
              "find_active",
              select(MEMORIES.ID, MEMORIES.CONTENT)
                  .from(MEMORIES)
                  .where(SAME_IDENTITY)
                  .and(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))
                  .and(MEMORIES.ID.ne(text()))
                  .orderBy(MEMORIES.SEQ))
          .statement(
              "newest_first", memories().where(more()).orderBy(MEMORIES.SEQ.desc()).limit(number()))
          .statement("oldest_first", memories().where(more()).orderBy(MEMORIES.SEQ))
          .statement("oldest", memories().where(more()).orderBy(MEMORIES.SEQ).limit(number()))
          .statement(
              "count_by_status",
              select(MEMORIES.STATUS, count()).from(MEMORIES).groupBy(MEMORIES.STATUS))
          .statement("count", select(count()).from(MEMORIES).where(more()))
          // The image in one value instead of thirteen, each of which costs a call into the
          // database.
          .statement(
              "subjects",
              select(
                      MEMORIES.ID,
                      MEMORIES.VERSION,
                      MEMORIES.AUDIT_HEAD,
                      Image.of(MEMORIES),
                      // One that no row has instead of another value.
                      when(misplaced(List.of(MEMORIES.fields())), inline(new byte[0]))
                          .otherwise(MEMORIES.ROW_DIGEST))
                  .from(MEMORIES)
                  .where(more())
                  .orderBy(MEMORIES.ID))
          .statement("known_ids", wanted(MEMORIES.ID.eq(Parts.WANTED)))
          .statement("living_hashes", wanted(MEMORIES.CONTENT_HASH.eq(Parts.WANTED).and(LIVING)))
          .statement(
              "active_hashes",
              wanted(
                  MEMORIES
                      .CONTENT_HASH
                      .eq(Parts.WANTED)
                      .and(LIVING)
                      .and(MEMORIES.STATUS.eq(inline(Words.ACTIVE)))))
          .part("of_status", MEMORIES.STATUS.eq(text()))
          .part("of_type", MEMORIES.TYPE.eq(text()))
          .part("of_project", MEMORIES.PROJECT.eq(text()))
          .part("of_just_that_project", MEMORIES.PROJECT.isNotDistinctFrom(text()))
          .part("of_user", MEMORIES.USER_ID.eq(text()))
          .part("of_agent", MEMORIES.AGENT_ID.eq(text()))
          .part("of_run", MEMORIES.RUN_ID.eq(text()))
          .part("with_metadata", MetadataCondition.present())
          .part("with_metadata_text", MetadataCondition.text())
          .part("with_metadata_number", MetadataCondition.number())
          .part("begun_at", MEMORIES.VALID_FROM.isNull().or(MEMORIES.VALID_FROM.le(text())))
          .part("not_expired_at", MEMORIES.VALID_UNTIL.isNull().or(MEMORIES.VALID_UNTIL.gt(text())))
          .part("living", LIVING)
          .part("before_seq", MEMORIES.SEQ.lt(number()))
          .part("after_seq", MEMORIES.SEQ.gt(number()))
          .part("with_id", MEMORIES.ID.eq(text()))
          .part("with_id_before", MEMORIES.ID.lt(text()))
          .part("with_id_from", MEMORIES.ID.ge(text()))
          .statement(
              "promotable",
              candidates()
                  .and(MEMORIES.CONFIDENCE.ge(real()))
                  .and(MEMORIES.CREATED_AT.ge(text()))
                  .and(EvidenceStatements.VOUCHED.ge(number()))
                  .and(EvidenceStatements.NOT_ASKED)
                  .and(MEMORIES.SEQ.gt(number()))
                  .orderBy(MEMORIES.SEQ)
                  .limit(number()))
          // The index of times is short; that of statuses has all active memories.
          .statement(
              "outlived",
              memories()
                  .where(noIndex(MEMORIES.STATUS).eq(inline(Words.ACTIVE)))
                  .and(MEMORIES.VALID_UNTIL.le(text()))
                  .and(MEMORIES.SEQ.gt(number()))
                  .orderBy(noIndex(MEMORIES.SEQ))
                  .limit(number()))
          .statement(
              "reviews",
              memories()
                  .where(due())
                  .and(more())
                  .orderBy(MEMORIES.REVIEW_BY, MEMORIES.SEQ)
                  .limit(number()))
          .part("due_review", due())
          .part(
              "after_review",
              MEMORIES
                  .REVIEW_BY
                  .gt(text())
                  .or(MEMORIES.REVIEW_BY.eq(text()).and(MEMORIES.SEQ.gt(number()))))
          .statement(
              "expired",
              candidates()
                  .and(MEMORIES.REFERENCE_COUNT.eq(inline(0L)))
                  .and(MEMORIES.CREATED_AT.lt(text()))
                  .and(MEMORIES.SEQ.gt(number()))
                  .orderBy(MEMORIES.SEQ)
                  .limit(number()));

  private MemoryStatements() {}

  private static List<Field<?>> columns(Field<?>... first) {
    return Stream.concat(Stream.of(first), LAST.stream()).toList();
  }

  /** Whether a memory has any of what few have. */
  static Condition given(Memories memory) {
    return coalesce(
            memory.USER_ID,
            memory.AGENT_ID,
            memory.RUN_ID,
            memory.METADATA,
            memory.FURTHER_CHUNK_IDS,
            memory.VALID_FROM,
            memory.VALID_UNTIL,
            memory.REVIEW_BY)
        .isNotNull();
  }

  private static Query updateFields() {
    return update(MEMORIES)
        .set(MEMORIES.USER_ID, text())
        .set(MEMORIES.AGENT_ID, text())
        .set(MEMORIES.RUN_ID, text())
        .set(MEMORIES.METADATA, text())
        .set(MEMORIES.FURTHER_CHUNK_IDS, text())
        .set(MEMORIES.VALID_FROM, text())
        .set(MEMORIES.VALID_UNTIL, text())
        .set(MEMORIES.REVIEW_BY, text())
        .where(MEMORIES.ID.eq(text()));
  }

  private static SelectConditionStep<Record> one() {
    return select(Parts.with(COLUMNS, flag(MEMORIES.CONTENT_HASH.isNull())))
        .from(MEMORIES)
        .where(MEMORIES.ID.eq(text()));
  }

  /** Of the memories with the ids in a JSON array, in the order in which all writers take them. */
  private static SelectSeekStep1<Record2<String, Long>, String> versions() {
    return select(MEMORIES.ID, MEMORIES.VERSION)
        .from(MEMORIES)
        .where(MEMORIES.ID.in(select(Parts.WANTED).from(Parts.wanted())))
        .orderBy(MEMORIES.ID);
  }

  private static SelectJoinStep<Record> memories() {
    return select(COLUMNS).from(MEMORIES);
  }

  private static Condition due() {
    return noIndex(MEMORIES.STATUS).eq(inline(Words.ACTIVE)).and(MEMORIES.REVIEW_BY.le(text()));
  }

  private static SelectConditionStep<Record> candidates() {
    return memories().where(MEMORIES.STATUS.eq(inline(Words.CANDIDATE)));
  }

  /** A row that was read, at its next version. */
  private static Query nextVersion(UpdateSetMoreStep<?> changed) {
    return changed
        .set(MEMORIES.VERSION, number())
        .set(MEMORIES.AUDIT_HEAD, bytes())
        .set(MEMORIES.UPDATED_AT, text())
        .set(MEMORIES.ROW_DIGEST, bytes())
        .where(UNCHANGED);
  }

  /** Which of the texts in a JSON array some memory fits. */
  private static Select<?> wanted(Condition fits) {
    return select(Parts.WANTED)
        .from(Parts.wanted())
        .where(exists(selectOne().from(MEMORIES).where(fits)));
  }
}
