package dev.atocore.core.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How the transactions of a database that write stand beside each other: one at a time, or side by
 * side, each keeping others from the rows that it changes. Thread-safe.
 */
public interface Writers {
  /** For a database in which one writes at a time: nothing more is needed then. */
  Writers ONE =
      new Writers() {
        @Override
        public boolean sideBySide() {
          return false;
        }

        @Override
        public List<Long> entryIds(StoreConnection connection, int count) {
          return List.of();
        }

        @Override
        public void claim(StoreConnection connection, Collection<String> names) {}

        @Override
        public boolean outlast(Connection connection, Duration most) {
          return true;
        }
      };

  /** Whether several write at the same time. */
  boolean sideBySide();

  /**
   * Numbers for new entries of the log that nobody else gets, whether or not the transaction that
   * asks for them commits. None when one writes at a time: entries are numbered after the last.
   */
  List<Long> entryIds(StoreConnection connection, int count) throws SQLException;

  /**
   * Waits for the transactions that claimed one of these names, and keeps others from it until this
   * one ends: for what must not be done twice though no row is there yet that both would lock.
   */
  void claim(StoreConnection connection, Collection<String> names) throws SQLException;

  /**
   * Waits until the transactions are over that write now. What they wrote is seen from then on, and
   * no number comes later that is smaller than one that was seen before.
   *
   * @param connection one that is in no transaction
   * @param most for how long at most
   * @return false if they were not over in time, or nobody can tell
   */
  boolean outlast(Connection connection, Duration most) throws SQLException;
}
