package dev.atocore.statements;

import static org.jooq.impl.DSL.when;

import dev.atocore.statements.schema.tables.Memories;
import java.util.List;
import org.jooq.Context;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * A row as JSON, as the audit log keeps it, whatever its columns hold. In SQLite another program
 * may have left a blob anywhere, which JSON cannot hold.
 */
final class Image {
  private Image() {}

  /** The image of a memory. What few memories have is in it only where it is given. */
  static Field<String> of(Memories memory) {
    Field<String> first = of(first(memory));
    Field<String> whole =
        when(MemoryStatements.given(memory), given(memory, first)).otherwise(first);
    Field<String> open = PostgresImage.open(first(memory)).concat(PostgresImage.given(memory));
    return CustomField.of(
        "image",
        SQLDataType.CLOB,
        context ->
            context.visit(
                context.dialect() == SQLDialect.SQLITE ? whole : PostgresImage.closed(open)));
  }

  private static List<Field<?>> first(Memories memory) {
    return List.of(
        memory.ID,
        memory.TYPE,
        memory.CONTENT,
        memory.PROJECT,
        memory.STATUS,
        memory.CONFIDENCE,
        memory.REFERENCE_COUNT,
        memory.LAST_REFERENCED_AT,
        memory.SOURCE_CHUNK_ID,
        memory.SUPERSEDED_BY,
        memory.VERSION,
        memory.CREATED_AT,
        memory.UPDATED_AT);
  }

  private static Field<String> given(Memories memory, Field<String> first) {
    return DSL.field(
        "(substr({0}, 1, length({0}) - 1)"
            + text("user_id", "{1}")
            + text("agent_id", "{2}")
            + text("run_id", "{3}")
            + " || CASE WHEN nullif({4}, '{}') IS NULL THEN '' ELSE "
            + named("metadata")
            + " || "
            // Not a second field in the place of one.
            + "CASE WHEN json_valid({4}) THEN {4} ELSE json_quote(CAST({4} AS TEXT)) END END"
            + " || CASE WHEN {5} IS NULL THEN '' ELSE "
            + named("source_chunk_ids")
            + " || '[' || json_quote(CAST(coalesce({6}, '') AS TEXT)) || ','"
            + " || CASE WHEN json_valid({5}) AND {5} <> '[]' THEN substr({5}, 2)"
            + " ELSE json_quote(CAST({5} AS TEXT)) || ']' END END"
            + text("valid_from", "{7}")
            + text("valid_until", "{8}")
            + text("review_by", "{9}")
            + " || '}')",
        String.class,
        first,
        memory.USER_ID,
        memory.AGENT_ID,
        memory.RUN_ID,
        memory.METADATA,
        memory.FURTHER_CHUNK_IDS,
        memory.SOURCE_CHUNK_ID,
        memory.VALID_FROM,
        memory.VALID_UNTIL,
        memory.REVIEW_BY);
  }

  private static String text(String name, String column) {
    return " || CASE WHEN "
        + column
        + " IS NULL THEN '' ELSE "
        + named(name)
        + " || json_quote(CAST("
        + column
        + " AS TEXT)) END";
  }

  /** The beginning of a further field. Quotes of names are taken out of what jOOQ renders. */
  private static String named(String name) {
    return "',' || json_quote('" + name + "') || ':'";
  }

  /** The image of a row with those columns. */
  static Field<String> of(List<Field<?>> columns) {
    return CustomField.of("image", SQLDataType.CLOB, context -> write(context, columns));
  }

  private static void write(Context<?> context, List<Field<?>> columns) {
    if (context.dialect() != SQLDialect.SQLITE) {
      context.visit(PostgresImage.closed(PostgresImage.open(columns)));
      return;
    }
    context.sql("json_object(");
    String separator = "";
    for (Field<?> column : columns) {
      context.sql(separator).sql('\'').sql(column.getName()).sql("', ");
      if (column.getType() == String.class) {
        context.sql("CAST(").visit(column).sql(" AS TEXT)");
      } else {
        context.sql("CASE typeof(").visit(column).sql(") WHEN 'blob' THEN hex(");
        context.visit(column).sql(") ELSE ").visit(column).sql(" END");
      }
      separator = ", ";
    }
    context.sql(")");
  }
}
