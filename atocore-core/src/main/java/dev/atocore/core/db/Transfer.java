package dev.atocore.core.db;

import dev.atocore.core.db.TableShape.Column;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreLocation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only a kind of database knows of giving and taking a whole store row by row. Values are
 * {@code String}, {@code Long}, {@code Double}, {@code byte[]} or null. Stateless.
 */
public interface Transfer {
  /** The table by which an unfinished copy is known; nobody opens a store that has it. */
  String MARK = "store_copy";

  /** The table of what is to be done when the rows are there. */
  String LATER = "store_copy_later";

  /** What opening a copy ends in that is not finished. */
  static StoreException unfinished(StoreLocation store) {
    return new StoreException(
        "copy_unfinished",
        "the store "
            + store
            + " is a copy that is not finished; run the same 'atocore db copy' again, which"
            + " finishes it",
        null);
  }

  /**
   * The tables of the store that have rows of their own, by name; not what the database makes of
   * other rows, its record of the schema, and what means something in this database alone.
   */
  List<TableShape> tables(Connection connection) throws SQLException;

  /** Whether {@link #MARK} is there. */
  boolean isUnfinished(Connection connection) throws SQLException;

  /** Makes a connection take rows that point to nothing. Outside of a transaction. */
  void prepare(Connection connection) throws SQLException;

  /**
   * At the beginning of each transaction that writes rows: the copy is begun again if it is lost,
   * so nobody need wait for the disk.
   */
  void hurry(Connection connection) throws SQLException;

  /**
   * Takes away what would act on rows as they come, and the version, so that nobody takes the place
   * for a store. In a transaction.
   *
   * @return the statements that bring it back, in order
   */
  List<String> suspend(Connection connection) throws SQLException;

  /** Brings back what {@link #suspend} took. In a transaction. */
  void restore(Connection connection, List<String> statements) throws SQLException;

  /** The value in that column of the row. */
  @Nullable Object read(ResultSet row, int column) throws SQLException;

  /** Why a column cannot hold that value; null if it can. */
  @Nullable String unfit(Column column, Object value);

  /** The highest number that a table ever gave to a row, where that is kept, by table. */
  Map<String, Long> counters(Connection connection) throws SQLException;

  /** Lets tables give no number that was given before, here or there. In a transaction. */
  void counters(Connection connection, Map<String, Long> given) throws SQLException;
}
