package dev.atocore.core.db;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What became of transactions whose connection was lost while they were being committed.
 * Thread-safe.
 */
public interface LostCommits {
  /** For a database that is in this process: it answers, or fails. */
  LostCommits NONE =
      new LostCommits() {
        @Override
        public int expectEnd(Connection connection) {
          return 0;
        }

        @Override
        public void ended(Connection connection, int before) {}

        @Override
        public boolean isLost(SQLException error) {
          return false;
        }

        @Override
        public Outcome find(Pledge pledge) {
          return Outcome.UNKNOWN;
        }
      };

  /** What became of one. */
  enum Outcome {
    /** It is there. */
    COMMITTED,
    /** It is not there and will not come. */
    ABORTED,
    /** Nobody could be asked. */
    UNKNOWN
  }

  /**
   * From here on an answer comes soon, or the connection is taken for lost.
   *
   * @return for how long it was waited until now
   */
  int expectEnd(Connection connection) throws SQLException;

  /**
   * It came.
   *
   * @param before what {@link #expectEnd} returned
   */
  void ended(Connection connection, int before) throws SQLException;

  /** Whether the connection is gone, so that nobody answered. */
  boolean isLost(SQLException error);

  /** Asks on other connections, for less than a minute. */
  Outcome find(Pledge pledge);
}
