package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.text.IndexText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * The index {@code memories_fts}, which is FTS5's. Triggers keep it, also when another program
 * writes; what only Java can make of a text is in {@code memory_words}.
 */
final class SqliteFullText implements FullText {
  private static final String WORDS =
      "INSERT OR REPLACE INTO memory_words (seq, words) SELECT seq, ? FROM memories WHERE id = ?";

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
    String words = IndexText.of(content);
    if (words != null) {
      PreparedStatement insert = connection.sql().prepare(WORDS);
      insert.setString(1, words);
      insert.setString(2, id);
      insert.executeUpdate();
    }
  }

  @Override
  public void rebuild(Connection connection) throws SQLException {
    SearchWords.rebuild(connection);
  }

  @Override
  public String merge() {
    return "INSERT INTO memories_fts (memories_fts) VALUES ('optimize')";
  }
}
