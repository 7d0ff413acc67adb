package dev.atocore.core.db;

import java.util.List;

/**
 * A table as it is in a database.
 *
 * @param name its name
 * @param columns its columns in order, without what the database makes by itself
 * @param keys the names of the columns that tell its rows apart, in the order of its index
 */
public record TableShape(String name, List<Column> columns, List<String> keys) {
  /** Copies the lists. */
  public TableShape {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param kind what it holds
   */
  public record Column(String name, Kind kind) {}

  /** What a column holds. */
  public enum Kind {
    /** Text. */
    TEXT,
    /** Whole numbers of up to 64 bits. */
    INTEGER,
    /** Floating point numbers of 64 bits. */
    REAL,
    /** Bytes. */
    BYTES,
    /** What no store of another kind could hold. */
    OTHER
  }
}
