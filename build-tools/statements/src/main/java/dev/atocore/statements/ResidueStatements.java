package dev.atocore.statements;

import static dev.atocore.statements.Parts.bytes;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.PROJECT_STATE;
import static dev.atocore.statements.schema.Tables.RECALL;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.update;

import org.jooq.Field;
import org.jooq.Select;
import org.jooq.Table;

/** Where an erased text may still be, other than in the memory's own rows. */
final class ResidueStatements {
  private static final Field<String> STATE_KEY =
      PROJECT_STATE
          .PROJECT
          .concat(inline("/"))
          .concat(PROJECT_STATE.CATEGORY)
          .concat(inline("/"))
          .concat(PROJECT_STATE.KEY);

  static final Room ROOM = new Room("dev.atocore.core.erase", "ResidueSql");

  static {
    place("memories_content", MEMORIES, MEMORIES.CONTENT, MEMORIES.ID, MEMORIES.ID);
    place("memories_metadata", MEMORIES, MEMORIES.METADATA, MEMORIES.ID, MEMORIES.ID);
    entry("memory_audit_before_json", MEMORY_AUDIT.BEFORE_JSON);
    entry("memory_audit_after_json", MEMORY_AUDIT.AFTER_JSON);
    entry("memory_audit_note", MEMORY_AUDIT.NOTE);
    place(
        "source_chunks_content",
        SOURCE_CHUNKS,
        SOURCE_CHUNKS.CONTENT,
        SOURCE_CHUNKS.ID,
        SOURCE_CHUNKS.ID);
    place(
        "source_documents_title",
        SOURCE_DOCUMENTS,
        SOURCE_DOCUMENTS.TITLE,
        SOURCE_DOCUMENTS.ID,
        SOURCE_DOCUMENTS.ID);
    place("project_state_value", PROJECT_STATE, PROJECT_STATE.VALUE, STATE_KEY, STATE_KEY);
    place("recall_query", RECALL, RECALL.QUERY, RECALL.ID, RECALL.QUERY);
  }

  /** Finds the memories that are erased together. */
  static final Room SELECTION =
      new Room("dev.atocore.core.erase", "SelectionSql")
          .statement(
              "changed_by",
              selectDistinct(MEMORY_AUDIT.MEMORY_ID)
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.ACTOR.eq(text()))
                  .and(MEMORY_AUDIT.TIMESTAMP.ge(text())))
          .statement(
              "changed_since",
              selectDistinct(MEMORY_AUDIT.MEMORY_ID)
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.TIMESTAMP.ge(text())))
          .statement(
              "was_in_project",
              selectDistinct(MEMORY_AUDIT.MEMORY_ID)
                  .from(MEMORY_AUDIT)
                  .where(MEMORY_AUDIT.PROJECT.eq(text())))
          .statement("in_project", of(MEMORIES.PROJECT))
          .statement("of_user", of(MEMORIES.USER_ID))
          .statement("of_agent", of(MEMORIES.AGENT_ID))
          .statement(
              "images_with",
              select(MEMORY_AUDIT.MEMORY_ID, MEMORY_AUDIT.BEFORE_JSON, MEMORY_AUDIT.AFTER_JSON)
                  .from(MEMORY_AUDIT)
                  .where(
                      position(MEMORY_AUDIT.BEFORE_JSON, text())
                          .gt(inline(0))
                          .or(position(MEMORY_AUDIT.AFTER_JSON, text()).gt(inline(0)))));

  /** The text of a chunk, to take it out. */
  static final Room CHUNK =
      new Room("dev.atocore.core.erase", "ChunkSql")
          .statement(
              "stored",
              SourceStatements.storedChunk(
                  SOURCE_CHUNKS.DOCUMENT_ID,
                  SOURCE_CHUNKS.ORDINAL,
                  SOURCE_CHUNKS.CONTENT,
                  SOURCE_CHUNKS.CREATED_AT))
          .statement(
              "erase",
              update(SOURCE_CHUNKS)
                  .set(SOURCE_CHUNKS.CONTENT, text())
                  .set(SOURCE_CHUNKS.CONTENT_HASH, text())
                  .set(SOURCE_CHUNKS.ROW_DIGEST, bytes())
                  .where(SOURCE_CHUNKS.ID.eq(text())));

  private ResidueStatements() {}

  private static Select<?> of(Field<String> column) {
    return select(MEMORIES.ID).from(MEMORIES).where(column.eq(text())).orderBy(MEMORIES.SEQ);
  }

  private static void entry(String name, Field<String> column) {
    place(name, MEMORY_AUDIT, column, MEMORY_AUDIT.ID, MEMORY_AUDIT.MEMORY_ID);
  }

  private static void place(
      String name, Table<?> table, Field<String> column, Field<?> row, Field<String> own) {
    ROOM.statement(name, select(row, own, column).from(table));
  }
}
