package dev.atocore.core.db.postgres;

import dev.atocore.core.db.FullText;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.text.IndexText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The column {@code memories.search}, which the server makes of the content, or of {@code
 * memories.words} where only Java can tell the words: scripts without blanks, and letters with
 * marks, which FTS5 takes for those without.
 */
final class PostgresFullText implements FullText {
  private static final String WORDS = "UPDATE memories SET words = ? WHERE id = ?";
  private static final String PIECE_OF_ALL =
      "SELECT seq, content, words FROM memories WHERE seq > ? ORDER BY seq LIMIT 1000";

  /** What the server makes the column of; it makes it anew where a statement names the words. */
  private static final String REMAKE =
      "SELECT 'UPDATE memories SET words = words WHERE search IS DISTINCT FROM (' ||"
          + " pg_get_expr(adbin, adrelid) || ')' FROM pg_attrdef"
          + " JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum"
          + " WHERE adrelid = to_regclass('memories') AND attname = 'search'";

  /** Which only the owner of an index may; the server does it itself in time. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid) FROM pg_class"
          + " WHERE oid = to_regclass('memories_search') AND pg_has_role(relowner, 'USAGE')";

  private static final String WORDS_OF = "UPDATE memories SET words = ? WHERE seq = ?";

  /** The server takes no longer word into a query; no text has one that is found by it. */
  private static final int LONGEST = 500;

  /** Quoted, so that every text is safe. The server stems each as it stemmed the texts. */
  @Override
  public String anyOf(Collection<String> words) {
    StringBuilder query = new StringBuilder();
    for (String word : words) {
      boolean prefix = word.charAt(word.length() - 1) == IndexText.PREFIX;
      String plain = folded(prefix ? word.substring(0, word.length() - 1) : word);
      if (plain.length() <= LONGEST) {
        query
            .append(query.length() == 0 ? "'" : " | '")
            .append(plain.replace("'", "''").replace("\\", "\\\\"))
            .append(prefix ? "':*" : "'");
      }
    }
    return query.toString();
  }

  @Override
  public void written(StoreConnection connection, String id, String content) throws SQLException {
    String words = words(content);
    if (words != null) {
      PreparedStatement update = connection.sql().prepare(WORDS);
      update.setString(1, words);
      update.setString(2, id);
      update.executeUpdate();
    }
  }

  /** The server keeps the index itself; the words can be wrong, and what was made of them. */
  @Override
  public void rebuild(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PIECE_OF_ALL);
        PreparedStatement update = connection.prepareStatement(WORDS_OF)) {
      long last = Long.MIN_VALUE;
      boolean more = true;
      while (more) {
        Map<Long, @Nullable String> changed = new LinkedHashMap<>();
        more = false;
        select.setLong(1, last);
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            more = true;
            last = rows.getLong(1);
            String words = words(rows.getString(2));
            String before = rows.getString(3);
            if (words == null ? before != null : !words.equals(before)) {
              changed.put(last, words);
            }
          }
        }
        for (Map.Entry<Long, @Nullable String> each : changed.entrySet()) {
          update.setString(1, each.getValue());
          update.setLong(2, each.getKey());
          update.executeUpdate();
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      String remake = "";
      try (ResultSet rows = statement.executeQuery(REMAKE)) {
        while (rows.next()) {
          remake = rows.getString(1);
        }
      }
      if (!remake.isEmpty()) {
        statement.executeUpdate(remake);
      }
    }
  }

  /** Only rows that are not as they should be are written, and no other row is locked. */
  @Override
  public void renew(Transactions transactions) {
    transactions.write(
        connection -> {
          rebuild(connection.jdbc());
          return true;
        });
  }

  /** What GIN has pending is no more than a few megabytes, so one call is all. */
  @Override
  public boolean merge(StoreConnection connection, boolean begin) throws SQLException {
    try (Statement statement = connection.jdbc().createStatement()) {
      statement.execute(MERGE);
    }
    return true;
  }

  @Override
  public @Nullable String words(String content) {
    String cut = IndexText.of(content);
    String folded = folded(cut == null ? content : cut);
    return folded.equals(content) ? null : folded;
  }

  /** Lower case without the marks of Latin, Greek and Cyrillic letters; ASCII as it is. */
  private static String folded(String text) {
    boolean ascii = true;
    for (int i = 0; i < text.length() && ascii; i++) {
      ascii = text.charAt(i) < 0x80;
    }
    if (ascii) {
      return text;
    }
    String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
    StringBuilder plain = new StringBuilder(apart.length());
    for (int i = 0; i < apart.length(); i++) {
      char c = apart.charAt(i);
      if (c < 0x300 || c > 0x36f) {
        plain.append(c);
      }
    }
    // Java writes a sigma at the end of a word otherwise, and a word may go on in a text.
    return Normalizer.normalize(plain, Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replace('ς', 'σ');
  }
}
