package dev.atocore.core.db.sqlite;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the search index anew beside the one there is, a short transaction at a time: others search
 * and write meanwhile. Two triggers note whose content changed, and what it was at first; the new
 * index follows them, until both change places in one transaction. What a renewal that was cut off
 * has left is taken away by the next one, and by a redaction. Of two at a time the later goes on.
 */
final class SearchIndexRenewal {
  /** So many memories are written before it is asked whether others wait for the lock. */
  private static final int PIECE = 50;

  /** Pages of an index, of some 4 kB each, that are deleted before it is asked again. */
  private static final int PAGES = 250;

  private static final String NEXT =
      "SELECT seq, content FROM memories WHERE seq > ? ORDER BY seq LIMIT " + PIECE;

  private static final String ADD = "INSERT INTO memories_fts_new (rowid, content) VALUES (?, ?)";

  private static final String REMOVE =
      "INSERT INTO memories_fts_new (memories_fts_new, rowid, content) VALUES ('delete', ?, ?)";

  /** Those that the new index has as they were. */
  private static final String STALE =
      "SELECT s.seq, s.content, m.seq, m.content,"
          + " EXISTS (SELECT 1 FROM memories_fts_new_docsize d WHERE d.id = s.seq)"
          + " FROM memories_fts_stale s LEFT JOIN memories m ON m.seq = s.seq ORDER BY s.seq LIMIT "
          + PIECE;

  private static final String FOLLOWED = "DELETE FROM memories_fts_stale WHERE seq BETWEEN ? AND ?";

  /** The triggers that keep the index. */
  private static final String KEEPERS =
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%INTO"
          + " memories\\_fts (%' ESCAPE '\\'";

  private final Transactions transactions;
  private final String own = UUID.randomUUID().toString();
  private long last = Long.MIN_VALUE;

  SearchIndexRenewal(Transactions transactions) {
    this.transactions = transactions;
  }

  void run() {
    begin();
    end();
  }

  /** From here on changes are noted. */
  void begin() {
    transactions.write(connection -> endNotes(connection.jdbc()));
    takeAway("memories_fts_new");
    takeAway("memories_fts_old");
    transactions.write(this::begin);
  }

  /** Makes the new index of all that there is by now. */
  void catchUp() {
    slices(this::follow);
  }

  /** Has the new index take the place of the old one. */
  void end() {
    List<Long> words = SearchWords.wrong(transactions);
    List<Long> first = words.subList(0, Math.min(words.size(), SearchWords.PIECE));
    do {
      catchUp();
    } while (!transactions.write(connection -> changePlaces(connection, first)));
    takeAway("memories_fts_old");
    for (int from = first.size(); from < words.size(); from += SearchWords.PIECE) {
      List<Long> some = words.subList(from, Math.min(words.size(), from + SearchWords.PIECE));
      transactions.write(connection -> mendWords(connection.jdbc(), some));
    }
  }

  /** Takes away what one that was cut off has left; one that is at work fails then. */
  static void abandon(Connection connection) throws SQLException {
    if (exists(connection, "memories_fts_new") || exists(connection, "memories_fts_old")) {
      endNotes(connection);
      execute(connection, "DROP TABLE IF EXISTS memories_fts_new");
      execute(connection, "DROP TABLE IF EXISTS memories_fts_old");
    }
  }

  private boolean begin(StoreConnection connection) throws SQLException {
    Connection jdbc = connection.jdbc();
    endNotes(jdbc);
    String index = text(jdbc, "SELECT sql FROM sqlite_schema WHERE name = 'memories_fts'");
    execute(jdbc, index.replaceFirst("\"?memories_fts\"?", "memories_fts_new"));
    execute(jdbc, "CREATE TABLE memories_fts_renewal (owner TEXT NOT NULL)");
    execute(jdbc, "INSERT INTO memories_fts_renewal VALUES ('" + own + "')");
    execute(jdbc, "CREATE TABLE memories_fts_stale (seq INTEGER PRIMARY KEY, content TEXT)");
    execute(
        jdbc,
        "CREATE TRIGGER memories_fts_new_update AFTER UPDATE OF content ON memories"
            + " WHEN old.content IS NOT new.content BEGIN INSERT OR IGNORE INTO"
            + " memories_fts_stale (seq, content) VALUES (old.seq, old.content); END");
    execute(
        jdbc,
        "CREATE TRIGGER memories_fts_new_delete AFTER DELETE ON memories BEGIN INSERT OR IGNORE"
            + " INTO memories_fts_stale (seq, content) VALUES (old.seq, old.content); END");
    return true;
  }

  private static boolean endNotes(Connection connection) throws SQLException {
    execute(connection, "DROP TRIGGER IF EXISTS memories_fts_new_update");
    execute(connection, "DROP TRIGGER IF EXISTS memories_fts_new_delete");
    execute(connection, "DROP TABLE IF EXISTS memories_fts_stale");
    execute(connection, "DROP TABLE IF EXISTS memories_fts_renewal");
    return true;
  }

  private void requireMine(Connection connection) throws SQLException {
    if (!exists(connection, "memories_fts_renewal")
        || !text(connection, "SELECT owner FROM memories_fts_renewal").equals(own)) {
      throw new StoreException(
          "search_index_busy",
          "another repair of the search index, or a redaction, has begun meanwhile; repair it"
              + " again when that is done",
          null);
    }
  }

  /** Gives whether the new index has all that there is. */
  private boolean follow(StoreConnection connection) throws SQLException {
    Connection jdbc = connection.jdbc();
    requireMine(jdbc);
    int some;
    do {
      some = addNext(jdbc);
    } while (some == PIECE && !connection.isSliceOver());
    if (some == PIECE) {
      return false;
    }
    do {
      some = addChanged(jdbc);
    } while (some == PIECE && !connection.isSliceOver());
    return some < PIECE;
  }

  private int addNext(Connection connection) throws SQLException {
    List<Text> texts = new ArrayList<>();
    try (PreparedStatement next = connection.prepareStatement(NEXT)) {
      next.setLong(1, last);
      try (ResultSet rows = next.executeQuery()) {
        while (rows.next()) {
          texts.add(new Text(rows.getLong(1), rows.getString(2)));
        }
      }
    }
    write(connection, ADD, texts);
    if (!texts.isEmpty()) {
      long upTo = texts.get(texts.size() - 1).seq();
      followed(connection, last + 1, upTo);
      last = upTo;
    }
    return texts.size();
  }

  private static int addChanged(Connection connection) throws SQLException {
    List<Text> before = new ArrayList<>();
    List<Text> now = new ArrayList<>();
    long first = 0;
    long seq = 0;
    int count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(STALE)) {
      while (rows.next()) {
        seq = rows.getLong(1);
        first = count == 0 ? seq : first;
        count++;
        if (rows.getBoolean(5)) {
          before.add(new Text(seq, rows.getString(2)));
          rows.getLong(3);
          if (!rows.wasNull()) {
            now.add(new Text(seq, rows.getString(4)));
          }
        }
      }
    }
    write(connection, REMOVE, before);
    write(connection, ADD, now);
    if (count > 0) {
      followed(connection, first, seq);
    }
    return count;
  }

  private static void followed(Connection connection, long from, long upTo) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FOLLOWED)) {
      delete.setLong(1, from);
      delete.setLong(2, upTo);
      delete.executeUpdate();
    }
  }

  private static void write(Connection connection, String sql, List<Text> texts)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Text text : texts) {
        insert.setLong(1, text.seq());
        insert.setString(2, text.indexed());
        insert.executeUpdate();
      }
    }
  }

  private boolean changePlaces(StoreConnection connection, List<Long> words) throws SQLException {
    if (!follow(connection)) {
      return false;
    }
    Connection jdbc = connection.jdbc();
    endNotes(jdbc);
    withoutKeepers(
        jdbc,
        () -> {
          execute(jdbc, "ALTER TABLE memories_fts RENAME TO memories_fts_old");
          execute(jdbc, "ALTER TABLE memories_fts_new RENAME TO memories_fts");
          SearchWords.write(jdbc, words);
        });
    return true;
  }

  /** The index has what they make already. */
  private static boolean mendWords(Connection connection, List<Long> some) throws SQLException {
    withoutKeepers(connection, () -> SearchWords.write(connection, some));
    return true;
  }

  /** Does something that the triggers of the index are not to know of, and puts them back. */
  private static void withoutKeepers(Connection connection, Work work) throws SQLException {
    List<String> keepers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(KEEPERS)) {
      while (rows.next()) {
        names.add(rows.getString(1));
        keepers.add(rows.getString(2));
      }
    }
    for (String name : names) {
      execute(connection, "DROP TRIGGER \"" + name.replace("\"", "\"\"") + "\"");
    }
    work.run();
    for (String keeper : keepers) {
      execute(connection, keeper);
    }
  }

  /** Deletes an index of words, most of it in slices. */
  private void takeAway(String index) {
    if (!transactions.read(connection -> exists(connection.jdbc(), index))) {
      return;
    }
    for (String part : List.of("_docsize", "_data")) {
      String delete =
          "DELETE FROM "
              + index
              + part
              + " WHERE id IN (SELECT id FROM "
              + index
              + part
              + " LIMIT ";
      int most = part.equals("_data") ? PAGES : PAGES * PIECE;
      slices(connection -> empty(connection, delete + most + ")", most));
    }
    transactions.write(
        connection -> {
          execute(connection.jdbc(), "DROP TABLE IF EXISTS " + index);
          return true;
        });
  }

  private static boolean empty(StoreConnection connection, String delete, int most)
      throws SQLException {
    int deleted;
    try (Statement statement = connection.jdbc().createStatement()) {
      do {
        deleted = statement.executeUpdate(delete);
      } while (deleted == most && !connection.isSliceOver());
    }
    return deleted < most;
  }

  private void slices(Slice slice) {
    boolean isDone = false;
    while (!isDone) {
      isDone = transactions.write(slice::run);
    }
  }

  private static boolean exists(Connection connection, String table) throws SQLException {
    return !text(connection, "SELECT name FROM sqlite_schema WHERE name = '" + table + "'")
        .isEmpty();
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What an index is made of: always the content as Java has it, whatever is noted of it. */
  private record Text(long seq, @Nullable String content) {
    @Nullable String indexed() {
      String words = SearchWords.of(content);
      return words == null ? content : words;
    }
  }

  /** Work in one transaction; whether there is no more. */
  @FunctionalInterface
  private interface Slice {
    boolean run(StoreConnection connection) throws SQLException;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SQLException;
  }
}
