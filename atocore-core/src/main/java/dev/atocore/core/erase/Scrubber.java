package dev.atocore.core.erase;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.sqlite.SqlErrors;
import dev.atocore.core.db.sqlite.SqliteDialect;
import java.sql.SQLException;
import java.sql.Statement;

/** Takes what is deleted already out of the files of a store. */
final class Scrubber {
  private final Transactions transactions;

  Scrubber(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Merges the search index, whose old parts keep the words of deleted texts until then. */
  void cleanSearchIndex() {
    transactions.write(
        connection -> {
          connection.execute(SqliteDialect.MERGE_SEARCH_INDEX);
          return true;
        });
  }

  /**
   * Moves the write-ahead log into the file and empties it; readers are waited for.
   *
   * @return whether it is empty; not so while another process reads for longer than the busy
   *     timeout
   */
  boolean truncateWal() {
    return outsideTransactions(statement -> SqliteDialect.truncateWal(statement.getConnection()));
  }

  /** Writes the file anew, without what lay in its free space. */
  void vacuum() {
    outsideTransactions(
        statement -> {
          statement.execute("VACUUM");
          return true;
        });
  }

  private boolean outsideTransactions(Step step) {
    StoreConnection connection = null;
    try {
      connection = transactions.pool().borrow();
      try (Statement statement = connection.jdbc().createStatement()) {
        return step.run(statement);
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e, transactions.pool().file());
    } finally {
      if (connection != null) {
        transactions.pool().giveBack(connection);
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    boolean run(Statement statement) throws SQLException;
  }
}
