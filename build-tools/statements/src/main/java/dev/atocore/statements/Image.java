package dev.atocore.statements;

import dev.atocore.statements.schema.tables.Memories;
import java.util.List;
import org.jooq.Context;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.CustomField;
import org.jooq.impl.SQLDataType;

/**
 * A row as JSON, as the audit log keeps it, whatever its columns hold. In SQLite another program
 * may have left a blob anywhere, which JSON cannot hold.
 */
final class Image {
  private Image() {}

  /** The image of a memory. */
  static Field<String> of(Memories memory) {
    return of(
        List.of(
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
            memory.UPDATED_AT));
  }

  /** The image of a row with those columns. */
  static Field<String> of(List<Field<?>> columns) {
    return CustomField.of("image", SQLDataType.CLOB, context -> write(context, columns));
  }

  /** A text in an image; null where the image is no JSON. */
  static Field<String> valueIn(Field<String> image, String name) {
    return Parts.either(
        image,
        "CASE WHEN json_valid({0}) THEN json_extract({0}, '$." + name + "') END",
        "CASE WHEN {0} IS JSON THEN CAST({0} AS json) ->> '" + name + "' END");
  }

  private static void write(Context<?> context, List<Field<?>> columns) {
    boolean sqlite = context.dialect() == SQLDialect.SQLITE;
    context.sql(sqlite ? "json_object(" : "CAST(json_build_object(");
    String separator = "";
    for (Field<?> column : columns) {
      context.sql(separator).sql('\'').sql(column.getName()).sql("', ");
      if (!sqlite) {
        context.visit(column);
      } else if (column.getType() == String.class) {
        context.sql("CAST(").visit(column).sql(" AS TEXT)");
      } else {
        context.sql("CASE typeof(").visit(column).sql(") WHEN 'blob' THEN hex(");
        context.visit(column).sql(") ELSE ").visit(column).sql(" END");
      }
      separator = ", ";
    }
    context.sql(sqlite ? ")" : ") AS text)");
  }
}
