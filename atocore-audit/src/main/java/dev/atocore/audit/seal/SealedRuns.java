package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.sql.Query;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
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
  private static final String TABLE = "audit_sealed";

  private final SqlConnection connection;

  SealedRuns(SqlConnection connection) {
    this.connection = connection;
  }

  /**
   * Entries with neighbouring ids as neighbouring leaves; or one record, by its negative number.
   */
  record Run(long firstLeaf, long firstId, long entries) {
    long lastId() {
      return firstId + entries - 1;
    }

    /** The number of the record that is sealed here; not above 0 where entries are. */
    long record() {
      return -firstId;
    }
  }

  /** All runs in the order of their leaves. */
  List<Run> inLeafOrder() {
    return select(new Query(TreeSql.RUNS_IN_LEAF_ORDER));
  }

  /** All runs in the order of the ids. */
  List<Run> inIdOrder() {
    return select(new Query(TreeSql.RUNS_IN_ID_ORDER));
  }

  /** The leaf that an entry was sealed as; null when it was not. */
  @Nullable Long leafOf(long id) {
    for (Run run : select(new Query(TreeSql.RUN_BEFORE, id))) {
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
    List<Run> last = select(new Query(TreeSql.LAST_RUN));
    return last.isEmpty() ? null : last.get(0);
  }

  private void lengthen(Run run, int by) throws SQLException {
    requireSoundLast(run);
    try (PreparedStatement update = connection.prepareAnew(TreeSql.LENGTHEN_RUN)) {
      update.setLong(1, run.entries() + by);
      update.setBytes(2, digest(new Run(run.firstLeaf(), run.firstId(), run.entries() + by)));
      update.setLong(3, run.firstLeaf());
      update.executeUpdate();
    }
  }

  private void insert(Run run) throws SQLException {
    try (PreparedStatement insert = connection.prepareAnew(TreeSql.INSERT_RUN)) {
      insert.setLong(1, run.firstLeaf());
      insert.setLong(2, run.firstId());
      insert.setLong(3, run.entries());
      insert.setBytes(4, digest(run));
      insert.executeUpdate();
    }
  }

  /** What is damaged must not get a digest that says it is sound. */
  private void requireSoundLast(Run run) throws SQLException {
    try (PreparedStatement select = connection.prepareAnew(TreeSql.LAST_RUN);
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

  private List<Run> select(Query query) {
    List<Run> runs = new ArrayList<>();
    try (PreparedStatement select = query.prepare(connection)) {
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
