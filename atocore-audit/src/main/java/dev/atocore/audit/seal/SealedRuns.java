package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.RowDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entry is which leaf. Entries are sealed in the order of their ids, but for those that came
 * late out of the spool, so a few runs of neighbouring ids tell it all.
 */
final class SealedRuns {
  private static final String SELECT =
      "SELECT first_leaf, first_id, entries, row_digest FROM audit_sealed ";
  private static final String LAST = SELECT + "ORDER BY first_leaf DESC LIMIT 1";
  private static final String TABLE = "audit_sealed";

  private final Connection connection;

  SealedRuns(Connection connection) {
    this.connection = connection;
  }

  /** Entries with neighbouring ids as neighbouring leaves. */
  record Run(long firstLeaf, long firstId, long entries) {
    long lastId() {
      return firstId + entries - 1;
    }
  }

  /** All runs in the order of their leaves. */
  List<Run> inLeafOrder() {
    return select(SELECT + "ORDER BY first_leaf");
  }

  /** All runs in the order of the ids. */
  List<Run> inIdOrder() {
    return select(SELECT + "ORDER BY first_id");
  }

  /** The leaf that an entry was sealed as; null when it was not. */
  @Nullable Long leafOf(long id) {
    for (Run run : select(SELECT + "WHERE first_id <= ? ORDER BY first_id DESC LIMIT 1", id)) {
      if (id <= run.lastId()) {
        return run.firstLeaf() + id - run.firstId();
      }
    }
    return null;
  }

  /** Notes that the entries with these ids, in order, are the leaves from {@code leaf} on. */
  void append(long leaf, List<Long> ids) throws SQLException {
    int from = 0;
    Run last = last();
    if (last != null) {
      while (from < ids.size() && ids.get(from) == last.lastId() + 1 + from) {
        from++;
      }
      if (from > 0) {
        lengthen(last, from);
      }
    }
    while (from < ids.size()) {
      int to = from + 1;
      while (to < ids.size() && ids.get(to) == ids.get(from) + (to - from)) {
        to++;
      }
      insert(new Run(leaf + from, ids.get(from), to - from));
      from = to;
    }
  }

  private @Nullable Run last() {
    List<Run> last = select(LAST);
    return last.isEmpty() ? null : last.get(0);
  }

  private void lengthen(Run run, int by) throws SQLException {
    requireSoundLast(run);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE audit_sealed SET entries = ?, row_digest = ? WHERE first_leaf = ?")) {
      update.setLong(1, run.entries() + by);
      update.setBytes(2, digest(new Run(run.firstLeaf(), run.firstId(), run.entries() + by)));
      update.setLong(3, run.firstLeaf());
      update.executeUpdate();
    }
  }

  private void insert(Run run) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_sealed (first_leaf, first_id, entries, row_digest) VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, run.firstLeaf());
      insert.setLong(2, run.firstId());
      insert.setLong(3, run.entries());
      insert.setBytes(4, digest(run));
      insert.executeUpdate();
    }
  }

  /** What is damaged must not get a digest that says it is sound. */
  private void requireSoundLast(Run run) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST);
        ResultSet rows = select.executeQuery()) {
      if (rows.next()
          && !RowDigest.fits(
              rows.getBytes(4), TABLE, run.firstLeaf(), run.firstId(), run.entries())) {
        throw new AuditException(
            "audit_tree_damaged",
            "which entries are sealed, from leaf " + run.firstLeaf() + " on, is damaged",
            null);
      }
    }
  }

  private static byte[] digest(Run run) {
    return RowDigest.of(TABLE, run.firstLeaf(), run.firstId(), run.entries());
  }

  private List<Run> select(String sql, long... values) {
    List<Run> runs = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        select.setLong(i + 1, values[i]);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          runs.add(new Run(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
        }
      }
    } catch (SQLException e) {
      throw HashTiles.unreadable(e);
    }
    return runs;
  }
}
