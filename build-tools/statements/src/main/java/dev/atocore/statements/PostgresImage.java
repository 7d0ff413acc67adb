package dev.atocore.statements;

import dev.atocore.statements.schema.tables.Memories;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A row as JSON in PostgreSQL's words, byte for byte as AtoCore writes it: {@code
 * json_build_object} puts blanks between, and writes 1.0 as 1.
 */
final class PostgresImage {
  private static final String LESS_THAN_INFINITE =
      "abs({0}) < CAST('Infinity' AS double precision)";

  private PostgresImage() {}

  /** Without the brace at the end. */
  static Field<String> open(List<Field<?>> columns) {
    Field<String> image = DSL.field("''", String.class);
    String before = "{";
    for (Field<?> column : columns) {
      image = image.concat(name(before, column.getName())).concat(value(column));
      before = ",";
    }
    return image;
  }

  /** An image that is compared with one in the log. */
  static Field<String> closed(Field<String> open) {
    return DSL.field("({0} || '}') COLLATE \"C\"", String.class, open);
  }

  /** What few memories have. */
  static Field<String> given(Memories memory) {
    return text("user_id", memory.USER_ID)
        .concat(text("agent_id", memory.AGENT_ID))
        .concat(text("run_id", memory.RUN_ID))
        .concat(
            DSL.field(
                "CASE WHEN nullif({0}, '{}') IS NULL THEN '' ELSE {1} || CASE WHEN"
                    + " atocore_is_json({0}) THEN {0} ELSE {2} END END",
                String.class, memory.METADATA, name(",", "metadata"), quoted(memory.METADATA)))
        .concat(
            DSL.field(
                "CASE WHEN {0} IS NULL THEN '' ELSE {1} || '[' || {2} || ',' || CASE WHEN"
                    + " atocore_is_json({0}) AND {0} <> '[]' THEN substr({0}, 2) ELSE {3} || ']'"
                    + " END END",
                String.class,
                memory.FURTHER_CHUNK_IDS,
                name(",", "source_chunk_ids"),
                DSL.field(
                    "CAST(to_json(coalesce({0}, '')) AS text)",
                    String.class, memory.SOURCE_CHUNK_ID),
                quoted(memory.FURTHER_CHUNK_IDS)))
        .concat(text("valid_from", memory.VALID_FROM))
        .concat(text("valid_until", memory.VALID_UNTIL))
        .concat(text("review_by", memory.REVIEW_BY));
  }

  private static Field<String> text(String name, Field<String> column) {
    return DSL.field(
        "CASE WHEN {0} IS NULL THEN '' ELSE {1} || {2} END",
        String.class, column, name(",", name), quoted(column));
  }

  private static Field<String> value(Field<?> column) {
    if (column.getType() == Double.class) {
      // As a decimal, never with an exponent, and with a point. By way of the text, which has as
      // many digits as the number needs: cast at once it would have no more than 15.
      return DSL.field(
          "CASE WHEN "
              + LESS_THAN_INFINITE
              + " THEN CAST(CAST(CAST({0} AS text) AS numeric) AS text) || CASE WHEN {0} ="
              + " trunc({0}) THEN '.0' ELSE '' END ELSE 'null' END",
          String.class,
          column);
    }
    return DSL.field("coalesce({0}, 'null')", String.class, quoted(column));
  }

  private static Field<String> quoted(Field<?> column) {
    return DSL.field("CAST(to_json({0}) AS text)", String.class, column);
  }

  /** The name of a field, and what comes before it. */
  private static Field<String> name(String before, String name) {
    return DSL.field("'" + before + "\"" + name + "\":'", String.class);
  }
}
