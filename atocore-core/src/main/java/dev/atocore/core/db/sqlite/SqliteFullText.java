package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.text.IndexText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The index {@code memories_fts}, which is FTS5's. Triggers keep it, also when another program
 * writes; what only Java can make of a text is in {@code memory_words}.
 */
final class SqliteFullText implements FullText {
  private static final String WORDS =
      "INSERT OR REPLACE INTO memory_words (seq, words) SELECT seq, ? FROM memories WHERE id = ?";

  private static final String MERGE_ALL =
      "INSERT INTO memories_fts (memories_fts, rank) VALUES ('merge', -500)";

  private static final String MERGE_ON =
      "INSERT INTO memories_fts (memories_fts, rank) VALUES ('merge', 500)";

  /** Quoting makes every text safe, and NUL cannot be in a word. */
  @Override
  public String anyOf(Collection<String> words) {
    StringBuilder query = new StringBuilder();
    for (String word : words) {
      boolean prefix = word.charAt(word.length() - 1) == IndexText.PREFIX;
      query
          .append(query.length() == 0 ? "\"" : " OR \"")
          .append(word, 0, word.length() - (prefix ? 1 : 0))
          .append(prefix ? "\"*" : "\"");
    }
    return query.toString();
  }

  @Override
  public void written(StoreConnection connection, String id, String content) throws SQLException {
    String words = words(content);
    if (words != null) {
      PreparedStatement insert = connection.sql().prepare(WORDS);
      insert.setString(1, words);
      insert.setString(2, id);
      insert.executeUpdate();
    }
  }

  @Override
  public @Nullable String words(String content) {
    return IndexText.of(content);
  }

  @Override
  public void rebuild(Connection connection) throws SQLException {
    SearchWords.rebuild(connection);
  }

  @Override
  public void renew(Transactions transactions) {
    new SearchIndexRenewal(transactions).run();
  }

  /** A negative number of pages has FTS5 take all parts for one merge, even if these are few. */
  @Override
  public boolean merge(StoreConnection connection, boolean begin) throws SQLException {
    if (begin) {
      SearchIndexRenewal.abandon(connection.jdbc());
    }
    try (Statement statement = connection.jdbc().createStatement()) {
      long before = changes(statement);
      statement.execute(begin ? MERGE_ALL : MERGE_ON);
      // FTS5's own way of telling: one change is the row that was inserted.
      return changes(statement) - before < 2;
    }
  }

  private static long changes(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT total_changes()")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }
}
