package dev.atocore.core.memory;

import dev.atocore.audit.sql.Sql;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.SourceChunks;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Which memories of a batch the store may know already: asked once for the whole batch, because
 * nearly all of them are new. Holds for one transaction, which tells what it writes itself.
 */
public final class KnownBefore {
  private final Set<String> ids;
  private final Set<String> hashes;

  private KnownBefore(Set<String> ids, Set<String> hashes) {
    this.ids = ids;
    this.hashes = hashes;
  }

  /** Looks for active memories whose contents have these hashes. */
  public static KnownBefore active(StoreConnection connection, Collection<String> hashes)
      throws SQLException {
    return new KnownBefore(new HashSet<>(), found(connection, MemorySql.ACTIVE_HASHES, hashes));
  }

  /** Looks for these ids, and for living memories whose contents have these hashes. */
  public static KnownBefore living(
      StoreConnection connection, Collection<String> ids, Collection<String> hashes)
      throws SQLException {
    return new KnownBefore(
        found(connection, MemorySql.KNOWN_IDS, ids),
        found(connection, MemorySql.LIVING_HASHES, hashes));
  }

  /** False when there is no such memory. */
  public boolean mayHaveId(String id) {
    return ids.contains(id);
  }

  /** False when no such memory has a content of that hash. */
  public boolean mayHaveContent(String hash) {
    return hashes.contains(hash);
  }

  /** A memory was written. */
  public void add(String id, String hash) {
    ids.add(id);
    hashes.add(hash);
  }

  private static Set<String> found(StoreConnection connection, Sql sql, Collection<String> wanted)
      throws SQLException {
    Set<String> found = new HashSet<>();
    if (wanted.isEmpty()) {
      return found;
    }
    PreparedStatement select = connection.prepare(sql);
    select.setString(1, SourceChunks.json(wanted));
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
