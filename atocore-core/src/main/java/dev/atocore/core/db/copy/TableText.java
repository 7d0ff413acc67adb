package dev.atocore.core.db.copy;

import dev.atocore.core.db.TableShape;
import dev.atocore.core.db.TableShape.Column;
import java.util.ArrayList;
import java.util.List;

/** Statements on a table that is known by its shape alone, the same on every database. */
final class TableText {
  private final String table;
  private final List<String> columns = new ArrayList<>();
  private final String keys;
  private final String places;

  TableText(TableShape shape) {
    this.table = quote(shape.name());
    for (Column column : shape.columns()) {
      columns.add(quote(column.name()));
    }
    List<String> quoted = new ArrayList<>();
    for (String key : shape.keys()) {
      quoted.add(quote(key));
    }
    this.keys = String.join(", ", quoted);
    this.places = "(?" + ", ?".repeat(quoted.size() - 1) + ")";
  }

  /** The rows in the order of their keys. */
  String select(boolean after, boolean through, int limit) {
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + table
        + range(after, through)
        + " ORDER BY "
        + keys
        + " LIMIT "
        + limit;
  }

  String delete(boolean after, boolean through) {
    return "DELETE FROM " + table + range(after, through);
  }

  String insert() {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES (?"
        + ", ?".repeat(columns.size() - 1)
        + ")";
  }

  static String count(String table) {
    return "SELECT count(*) FROM " + quote(table);
  }

  private String range(boolean after, boolean through) {
    return (after ? " WHERE (" + keys + ") > " + places : "")
        + (through ? (after ? " AND (" : " WHERE (") + keys + ") <= " + places : "");
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
