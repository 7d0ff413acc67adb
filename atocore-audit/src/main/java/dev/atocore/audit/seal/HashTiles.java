package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.sql.RowDigest;
import dev.atocore.audit.sql.SqlConnection;
import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hashes of the tree in rows of up to 256, as C2SP's tlog-tiles cuts them: a tile of level 0
 * holds the hashes of leaves, one of level n+1 the roots of full tiles of level n. Adding leaves
 * writes only the last tile of each level; a proof reads two tiles a level.
 */
final class HashTiles implements MerkleTree.Nodes {
  private static final String TABLE = "audit_tile";
  private static final int WIDTH = 256;
  private static final int LEVELS_A_TILE = 8;
  private static final int CACHED = 64;

  private final SqlConnection connection;
  private final Map<Place, byte[]> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  HashTiles(SqlConnection connection) {
    this.connection = connection;
  }

  /** How many leaves there are. */
  long size() {
    try (PreparedStatement select = connection.prepareAnew(TreeSql.LAST_LEAVES);
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getLong(1) * WIDTH + rows.getLong(2) / MerkleHash.BYTES : 0;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Adds leaves behind the {@code size} there are, within the caller's transaction. */
  void append(long size, List<ByteString> leafHashes) throws SQLException {
    append(0, size, leafHashes);
    cache.clear();
  }

  private void append(int level, long size, List<ByteString> hashes) throws SQLException {
    long tile = size / WIDTH;
    int filled = (int) (size % WIDTH);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(WIDTH * MerkleHash.BYTES);
    if (filled > 0) {
      byte[] there = read(new Place(level, tile));
      if (there.length != filled * MerkleHash.BYTES) {
        throw damaged(level, tile);
      }
      bytes.writeBytes(there);
    }
    List<ByteString> roots = new ArrayList<>();
    for (ByteString hash : hashes) {
      bytes.writeBytes(hash.shared());
      if (bytes.size() == WIDTH * MerkleHash.BYTES) {
        write(level, tile, bytes.toByteArray());
        roots.add(fold(bytes.toByteArray(), 0, WIDTH));
        bytes.reset();
        tile++;
      }
    }
    if (bytes.size() > 0) {
      write(level, tile, bytes.toByteArray());
    }
    if (!roots.isEmpty()) {
      append(level + 1, size / WIDTH, roots);
    }
  }

  @Override
  public ByteString hash(int level, long index) {
    int tileLevel = level / LEVELS_A_TILE;
    int within = level % LEVELS_A_TILE;
    long first = index << within;
    long tile = first / WIDTH;
    int from = (int) (first % WIDTH);
    byte[] hashes = cache.computeIfAbsent(new Place(tileLevel, tile), this::read);
    if (hashes.length < (from + (1 << within)) * MerkleHash.BYTES) {
      throw damaged(tileLevel, tile);
    }
    return fold(hashes, from, 1 << within);
  }

  /** The root over a power of two of neighbouring hashes. */
  private static ByteString fold(byte[] hashes, int from, int count) {
    if (count == 1) {
      int start = from * MerkleHash.BYTES;
      return ByteString.wrap(Arrays.copyOfRange(hashes, start, start + MerkleHash.BYTES));
    }
    int half = count / 2;
    return MerkleHash.node(fold(hashes, from, half), fold(hashes, from + half, half));
  }

  private byte[] read(Place place) {
    try (PreparedStatement select = connection.prepareAnew(TreeSql.READ_TILE)) {
      select.setInt(1, place.level());
      select.setLong(2, place.tile());
      try (ResultSet rows = select.executeQuery()) {
        byte[] hashes = rows.next() ? rows.getBytes(1) : null;
        if (hashes == null) {
          return new byte[0];
        }
        if (!RowDigest.fits(
            rows.getBytes(2), TABLE, (long) place.level(), place.tile(), ByteString.wrap(hashes))) {
          throw damaged(place.level(), place.tile());
        }
        return hashes;
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private void write(int level, long tile, byte[] hashes) throws SQLException {
    try (PreparedStatement upsert = connection.prepareAnew(TreeSql.PUT_TILE)) {
      upsert.setInt(1, level);
      upsert.setLong(2, tile);
      upsert.setBytes(3, hashes);
      upsert.setBytes(4, RowDigest.of(TABLE, (long) level, tile, ByteString.wrap(hashes)));
      upsert.executeUpdate();
    }
  }

  private static AuditException damaged(int level, long tile) {
    return new AuditException(
        "audit_tree_damaged",
        "hashes of the sealed tree are missing or damaged, in tile "
            + tile
            + " of level "
            + level
            + "; run 'atocore audit checkpoint verify' with the last checkpoint",
        null);
  }

  static AuditException unreadable(SQLException cause) {
    return new AuditException(
        "audit_unreadable", "The sealed tree cannot be read: " + cause.getMessage(), cause);
  }

  private record Place(int level, long tile) {}
}
