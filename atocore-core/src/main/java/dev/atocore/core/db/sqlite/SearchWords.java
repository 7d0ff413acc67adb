package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.Transactions;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.IndexText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Java alone makes of the contents of memories, made for all of them: the words that the
 * search index cannot tell, and the hashes of those with blanks at their ends.
 */
final class SearchWords {
  private static final Logger log = LoggerFactory.getLogger(SearchWords.class);

  /** So many memories at a time. */
  static final int PIECE = 1000;

  /** From so many memories on it takes long enough to be told of. */
  private static final long MANY = 200_000;

  /** Texts whose first or last character is a blank of any kind, and whose hash is AtoCore's. */
  private static final String ENDS_IN_BLANK =
      "SELECT seq FROM memories WHERE length(content_hash) = "
          + ContentHash.LENGTH
          + " AND typeof(content) = 'text' AND content <> trim(content, char(9, 10, 11, 12, 13, 28,"
          + " 29, 30, 31, 32, 133, 160, 5760, 8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200,"
          + " 8201, 8202, 8232, 8233, 8239, 8287, 12288, 65279))";

  /** Memories whose words may be others than their content, as the check of the index has it. */
  private static final String WORDS =
      "SELECT m.seq, m.content, w.words FROM memories m LEFT JOIN memory_words w ON w.seq = m.seq"
          + " WHERE m.seq > ? AND (w.words IS NOT NULL OR +m.content >= x''"
          + " OR length(m.content) <> octet_length(m.content)) ORDER BY m.seq LIMIT "
          + PIECE;

  private SearchWords() {}

  /** What is indexed in place of a content; null where the content is indexed as it is. */
  static @Nullable String of(@Nullable String content) {
    return content == null ? null : IndexText.of(content);
  }

  /** After the step of the schema that brings them, in its transaction. */
  static void begin(Connection connection) throws SQLException {
    fill(connection);
    List<Long> blank = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ENDS_IN_BLANK)) {
      while (rows.next()) {
        blank.add(rows.getLong(1));
      }
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT content FROM memories WHERE seq = ?");
        PreparedStatement update =
            connection.prepareStatement("UPDATE memories SET content_hash = ? WHERE seq = ?")) {
      for (long seq : blank) {
        select.setLong(1, seq);
        try (ResultSet rows = select.executeQuery()) {
          update.setString(1, ContentHash.ofStatement(rows.next() ? rows.getString(1) : ""));
        }
        update.setLong(2, seq);
        update.executeUpdate();
      }
    }
  }

  /** Gives every memory that needs them its words; there are none yet. */
  private static void fill(Connection connection) throws SQLException {
    long all = count(connection);
    long done = 0;
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT seq, content FROM memories WHERE seq > ? ORDER BY seq LIMIT " + PIECE);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO memory_words (seq, words) VALUES (?, ?)")) {
      long last = Long.MIN_VALUE;
      int read;
      do {
        read = 0;
        Map<Long, String> words = new LinkedHashMap<>();
        select.setLong(1, last);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            read++;
            last = rows.getLong(1);
            String indexed = of(rows.getString(2));
            if (indexed != null) {
              words.put(last, indexed);
            }
          }
        }
        for (Map.Entry<Long, String> each : words.entrySet()) {
          insert.setLong(1, each.getKey());
          insert.setString(2, each.getValue());
          insert.executeUpdate();
        }
        done += read;
        if (read > 0 && done % MANY == 0) {
          log.warn("Search index: {} of {} memories", done, all);
        }
      } while (read == PIECE);
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM memories")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** The words and then the index, from the memories as they are. */
  static void rebuild(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM memory_words");
      fill(connection);
      statement.execute("INSERT INTO memories_fts (memories_fts) VALUES ('rebuild')");
    }
  }

  /** Memories that have other words than their content makes. */
  static List<Long> wrong(Transactions transactions) {
    List<Long> other = new ArrayList<>();
    long[] from = {Long.MIN_VALUE};
    boolean more = true;
    while (more) {
      more = transactions.read(connection -> wrong(connection.jdbc(), from, other));
    }
    transactions.read(
        connection -> {
          try (Statement statement = connection.jdbc().createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "SELECT seq FROM memory_words EXCEPT SELECT seq FROM memories")) {
            while (rows.next()) {
              other.add(rows.getLong(1));
            }
          }
          return true;
        });
    return other;
  }

  private static boolean wrong(Connection connection, long[] from, List<Long> other)
      throws SQLException {
    int count = 0;
    try (PreparedStatement select = connection.prepareStatement(WORDS)) {
      select.setLong(1, from[0]);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          count++;
          from[0] = rows.getLong(1);
          if (!Objects.equals(of(rows.getString(2)), rows.getString(3))) {
            other.add(from[0]);
          }
        }
      }
    }
    return count == PIECE;
  }

  /** Gives memories the words that their contents make now, and takes those of no memory away. */
  static void write(Connection connection, List<Long> some) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT content FROM memories WHERE seq = ?");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM memory_words WHERE seq = ?");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO memory_words (words, seq) VALUES (?, ?)")) {
      for (long seq : some) {
        select.setLong(1, seq);
        String content = null;
        try (ResultSet rows = select.executeQuery()) {
          content = rows.next() ? rows.getString(1) : null;
        }
        delete.setLong(1, seq);
        delete.executeUpdate();
        String words = of(content);
        if (words != null) {
          insert.setString(1, words);
          insert.setLong(2, seq);
          insert.executeUpdate();
        }
      }
    }
  }
}
