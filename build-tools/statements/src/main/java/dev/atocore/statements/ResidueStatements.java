package dev.atocore.statements;

import static dev.atocore.statements.Parts.more;
import static dev.atocore.statements.Parts.text;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.PROJECT_STATE;
import static dev.atocore.statements.schema.Tables.SOURCE_CHUNKS;
import static dev.atocore.statements.schema.Tables.SOURCE_DOCUMENTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;

import org.jooq.Field;
import org.jooq.Table;

/** Where an erased text may still be, other than in the memory's own rows. */
final class ResidueStatements {
  private static final int SHOWN = 5;

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
  }

  private ResidueStatements() {}

  private static void entry(String name, Field<String> column) {
    place(name, MEMORY_AUDIT, column, MEMORY_AUDIT.ID, MEMORY_AUDIT.MEMORY_ID);
  }

  private static void place(
      String name, Table<?> table, Field<String> column, Field<?> row, Field<String> own) {
    ROOM.statement(
        name, select(row).from(table).where(own.ne(text())).and(more()).limit(inline(SHOWN)));
    ROOM.part(name + "_has", position(column, text()).gt(inline(0)));
  }
}
