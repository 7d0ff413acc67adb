package dev.atocore.integrity.check;

import dev.atocore.core.model.MemoryJson;

/** The image of a row of memories, made by the database. */
public final class SqlImage {
  private static final String COLUMNS =
      "id type content project status confidence reference_count last_referenced_at"
          + " source_chunk_id superseded_by version created_at updated_at";

  private SqlImage() {}

  /**
   * What gives the image of a row of {@code memories} within a query: byte for byte what {@link
   * MemoryJson#write} gives, but for rare numbers and for values of another type than the column's.
   *
   * @param table the table's name in that query
   */
  public static String of(String table) {
    StringBuilder fields = new StringBuilder();
    for (String name : COLUMNS.split(" ", -1)) {
      String column = table + "." + name;
      fields.append(fields.isEmpty() ? "'" : ", '").append(name).append("', ");
      switch (name) {
        case "confidence", "reference_count", "version" -> {
          fields.append("CASE typeof(").append(column).append(") WHEN 'blob' THEN hex(");
          fields.append(column).append(") ELSE ").append(column).append(" END");
        }
        // JSON holds no blob, and another program may have left one anywhere.
        default -> fields.append("CAST(").append(column).append(" AS TEXT)");
      }
    }
    return "json_object(" + fields + ")";
  }
}
