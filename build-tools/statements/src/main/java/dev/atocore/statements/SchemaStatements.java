package dev.atocore.statements;

import static dev.atocore.statements.Parts.number;
import static dev.atocore.statements.Parts.valuesOf;
import static dev.atocore.statements.schema.Tables.AUDIT_ERASURES;
import static dev.atocore.statements.schema.Tables.AUDIT_GAPS;
import static dev.atocore.statements.schema.Tables.AUDIT_RECORD;
import static dev.atocore.statements.schema.Tables.AUDIT_SEALED;
import static dev.atocore.statements.schema.Tables.KEY_EVENTS;
import static dev.atocore.statements.schema.Tables.MEMORIES;
import static dev.atocore.statements.schema.Tables.MEMORY_AUDIT;
import static dev.atocore.statements.schema.Tables.MEMORY_EVIDENCE;
import static dev.atocore.statements.schema.Tables.MEMORY_REFUSALS;
import static dev.atocore.statements.schema.Tables.RECALL;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectJoinStep;
import org.jooq.Table;

/**
 * The list of applied migrations, whose table is no part of any migration, and what goes with a
 * step back.
 */
final class SchemaStatements {
  private static final Table<Record> MIGRATIONS = table(name("schema_migrations"));
  private static final Field<Long> VERSION = field(name("version"), Long.class);

  /** In the order that a step is read and written. */
  private static final List<Field<?>> STEP =
      List.of(
          VERSION,
          field(name("name"), String.class),
          field(name("checksum"), String.class),
          field(name("applied_at"), String.class));

  static final Room ROOM =
      new Room("dev.atocore.core.schema", "SchemaSql")
          .statement("applied", select(STEP).from(MIGRATIONS).orderBy(VERSION))
          .statement("checksum", select(STEP.get(2)).from(MIGRATIONS).where(VERSION.eq(number())))
          .statement("insert", insertInto(MIGRATIONS).columns(STEP).valuesOfRows(valuesOf(STEP)))
          .statement("delete", deleteFrom(MIGRATIONS).where(VERSION.eq(number())))
          .statement("entries", count(MEMORY_AUDIT))
          .statement("erasures", count(AUDIT_ERASURES))
          .statement("gaps", count(AUDIT_GAPS))
          .statement(
              "sealed", select(coalesce(sum(AUDIT_SEALED.ENTRIES), inline(0))).from(AUDIT_SEALED))
          .statement("evidence", count(MEMORY_EVIDENCE))
          .statement("records", count(AUDIT_RECORD))
          .statement("memories_with_more", count(MEMORIES).where(more()))
          .statement("entries_of_second_form", count(MEMORY_AUDIT).where(secondForm()))
          .statement("refusals", count(MEMORY_REFUSALS))
          .statement("key_events", count(KEY_EVENTS))
          .statement("recalls", count(RECALL));

  private SchemaStatements() {}

  private static SelectJoinStep<Record1<Integer>> count(Table<?> table) {
    return selectCount().from(table);
  }

  /** Of a memory that says what schema version 12 brought. */
  private static Condition more() {
    return or(
        MEMORIES.USER_ID.isNotNull(),
        MEMORIES.AGENT_ID.isNotNull(),
        MEMORIES.RUN_ID.isNotNull(),
        MEMORIES.METADATA.isNotNull(),
        MEMORIES.FURTHER_CHUNK_IDS.isNotNull(),
        MEMORIES.VALID_FROM.isNotNull(),
        MEMORIES.VALID_UNTIL.isNotNull(),
        MEMORIES.REVIEW_BY.isNotNull());
  }

  private static Condition secondForm() {
    return or(
        MEMORY_AUDIT.ON_BEHALF_OF.isNotNull(),
        MEMORY_AUDIT.USER_ID.isNotNull(),
        MEMORY_AUDIT.AGENT_ID.isNotNull(),
        MEMORY_AUDIT.RUN_ID.isNotNull());
  }
}
