package dev.atocore.cli.out;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one kind look.
 *
 * @param <T> the kind
 */
public abstract class RowShape<T> {
  private final String plural;
  private final String[] titles;
  private final String[] names;
  private final int[] shown;

  /**
   * Describes the columns.
   *
   * @param plural the key of the list in a JSON document, such as {@code memories}
   * @param titles those of the table for people, separated by commas; the last column takes what
   *     room is left, and one that ends with {@code ?} is left out where nothing is in it. One that
   *     shows a cell of CSV as it is names it, such as {@code N=ordinal}
   * @param names those of CSV, separated by commas: the JSON keys
   */
  protected RowShape(String plural, String titles, String names) {
    this.plural = plural;
    this.titles = titles.split(",", -1);
    this.names = names.split(",", -1);
    this.shown = new int[this.titles.length];
    for (int i = 0; i < shown.length; i++) {
      String title = this.titles[i];
      int end = title.indexOf('=');
      shown[i] = end < 0 ? -1 : List.of(this.names).indexOf(title.substring(end + 1));
      this.titles[i] = end < 0 ? title : title.substring(0, end);
    }
  }

  /**
   * The row for people, a cell a title, as it comes from the store: the table makes it safe. To be
   * overridden where a title names no cell of CSV.
   */
  public @Nullable Object[] cells(T row) {
    @Nullable Object[] values = csv(row);
    @Nullable Object[] cells = new @Nullable Object[shown.length];
    for (int i = 0; i < shown.length; i++) {
      cells[i] = values[shown[i]];
    }
    return cells;
  }

  /** The row for CSV, a cell a name: text, numbers, booleans, or null. */
  public abstract @Nullable Object[] csv(T row);

  /** What {@code -q} prints: the first cell of CSV. */
  public String id(T row) {
    return String.valueOf(csv(row)[0]);
  }

  /**
   * The row as a JSON object: as it is, the names and cells of CSV. To be overridden where JSON
   * says more, such as lists.
   */
  public void json(JsonGenerator json, T row) throws IOException {
    json.writeStartObject();
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

  public final String plural() {
    return plural;
  }

  public final String[] titles() {
    return titles.clone();
  }

  public final String[] names() {
    return names.clone();
  }

  /** The cells of a row. */
  protected static @Nullable Object[] row(@Nullable Object... cells) {
    return cells;
  }
}
