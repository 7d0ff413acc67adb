package dev.atocore.integrity.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a finding's subject: a line for people, and named values for programs, which
 * are texts, whole numbers, lists of texts, or a row of a table by its columns. Immutable. Texts
 * come from the store and may hold anything; whoever prints them escapes them.
 *
 * @param values all of them in the order they were given, the message first
 */
public record Details(Map<String, Object> values) {
  private static final String MESSAGE = "message";
  private static final String ROW = "row";
  private static final int LONGEST_TEXT = 500;

  /** Copies the map. */
  public Details {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Details that say so much. */
  public static Details of(String message) {
    return new Details(Map.of()).and(MESSAGE, message);
  }

  /** These with a text; a long one is cut. Null adds nothing. */
  public Details with(String name, @Nullable String text) {
    return text == null ? this : and(name, shorten(text));
  }

  /** These with a number. */
  public Details with(String name, long number) {
    return and(name, number);
  }

  /** These with a list. */
  public Details with(String name, List<String> texts) {
    return and(name, List.copyOf(texts));
  }

  /** These with the row that the finding is about; its long texts are cut. */
  public Details withRow(Map<String, Object> columns) {
    Map<String, Object> row = new LinkedHashMap<>();
    columns.forEach(
        (column, value) -> row.put(column, value instanceof String text ? shorten(text) : value));
    return and(ROW, Collections.unmodifiableMap(row));
  }

  /** What a column of the row says, as text; null when there is no such row or column. */
  public @Nullable String row(String column) {
    Object value = values.get(ROW) instanceof Map<?, ?> row ? row.get(column) : null;
    return value == null ? null : value.toString();
  }

  /** What a value says; empty when it is no text. */
  public String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /** The line for people. */
  public String message() {
    return String.valueOf(values.get(MESSAGE));
  }

  /** Writes one object. */
  void write(JsonGenerator json) throws IOException {
    write(json, values);
  }

  private static void write(JsonGenerator json, Map<?, ?> values) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      json.writeFieldName((String) entry.getKey());
      Object value = entry.getValue();
      if (value instanceof List<?> texts) {
        json.writeStartArray();
        for (Object text : texts) {
          json.writeString((String) text);
        }
        json.writeEndArray();
      } else if (value instanceof Map<?, ?> row) {
        write(json, row);
      } else if (value instanceof Long number) {
        json.writeNumber(number);
      } else if (value instanceof Double number) {
        json.writeNumber(number);
      } else {
        json.writeString((String) value);
      }
    }
    json.writeEndObject();
  }

  /** What {@link #write} wrote. */
  @SuppressWarnings("exports") // For this library alone.
  public static Details of(JsonRecord fields) {
    return new Details(values(fields.values()));
  }

  /** Fields as {@link #values()} has them: the items of lists are texts. */
  public static Map<String, Object> values(Map<?, ?> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            values.put(
                (String) name,
                value instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : value instanceof Map<?, ?> map
                        ? Collections.unmodifiableMap(values(map))
                        : value));
    return values;
  }

  private Details and(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Details(more);
  }

  private static String shorten(String text) {
    return shorten(text, LONGEST_TEXT);
  }

  static String shorten(String text, int longest) {
    return text.length() <= longest ? text : TextRules.start(text, longest) + "…";
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
