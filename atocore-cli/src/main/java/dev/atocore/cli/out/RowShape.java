package dev.atocore.cli.out;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one kind look.
 *
 * @param <T> the kind
 */
public interface RowShape<T> {
  /** The key of the list in a JSON document, such as {@code memories}. */
  String plural();

  /**
   * The row as a JSON object: as it stands, the names and cells of CSV. To be overridden where JSON
   * says more, such as lists.
   */
  default void json(JsonGenerator json, T row) throws IOException {
    json.writeStartObject();
    String[] names = csvNames();
    @Nullable Object[] cells = csv(row);
    for (int i = 0; i < names.length; i++) {
      Object cell = cells[i];
      json.writeFieldName(names[i]);
      if (cell == null || cell instanceof String) {
        json.writeString((String) cell);
      } else if (cell instanceof Boolean truth) {
        json.writeBoolean(truth);
      } else {
        json.writeNumber(cell.toString());
      }
    }
    json.writeEndObject();
  }

  /** Titles of the columns of the table for people. The last column takes what room is left. */
  String[] titles();

  /** The row for people, a cell a title, as it comes from the store: the table makes it safe. */
  @Nullable String[] cells(T row);

  /** Names of the CSV columns: the JSON keys. */
  String[] csvNames();

  /** The row for CSV, a cell a name: text, numbers, booleans, or null. */
  @Nullable Object[] csv(T row);

  /** What {@code -q} prints. */
  String id(T row);
}
