package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.RecordChain;
import dev.atocore.audit.sql.SqlConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sealed entries of a log as the leaves of an append-only Merkle tree (RFC 6962). A leaf's data
 * is the 32 bytes of the entry's hash. Once its root is known elsewhere, nothing that was sealed
 * can be changed, removed or reordered without showing. An entry that comes late out of the spool
 * is sealed behind those that were there before it.
 *
 * <p>Works through one connection that the caller owns and whose transactions it rules. Not
 * thread-safe. Methods throw {@link AuditException} when the log or the tree cannot be read.
 */
public final class AuditTree {
  private final SqlConnection connection;
  private final EntryTable log;
  private final HashTiles tiles;
  private final SealedRuns runs;
  private final MerkleTree tree;

  /** The tree in the database behind {@code connection}, over the log in the same database. */
  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public AuditTree(SqlConnection connection, EntryTable log) {
    this.connection = connection;
    this.log = log;
    this.tiles = new HashTiles(connection);
    this.runs = new SealedRuns(connection);
    this.tree = new MerkleTree(tiles);
  }

  /** The tree as it is. */
  public TreeHead head() {
    return head(tiles.size());
  }

  /**
   * The tree as it was at that size.
   *
   * @throws AuditException with the code {@code audit_tree_damaged} if it is not that large
   */
  public TreeHead head(long size) {
    return new TreeHead(size, tree.root(size));
  }

  /**
   * Adds committed entries that are not in the tree yet, and records under their negative numbers,
   * within the caller's write transaction.
   *
   * @param limit at most so many; call again until fewer come
   * @param altered told each entry whose fields do not give its hash; it is sealed as it is
   */
  public SealReport seal(int limit, Consumer<AuditEntry> altered) throws SQLException {
    List<Long> ids = new ArrayList<>();
    List<ByteString> hashes = new ArrayList<>();
    Consumer<AuditEntry> take =
        entry -> {
          ids.add(entry.id());
          hashes.add(MerkleHash.leaf(entry.hash()));
          if (!entry.computeHash().equals(entry.hash())) {
            altered.accept(entry);
          }
        };
    long next = Long.MIN_VALUE;
    long lastRecord = 0;
    for (SealedRuns.Run run : runs.inIdOrder()) {
      if (run.record() > 0) {
        lastRecord = Math.max(lastRecord, run.record());
        continue;
      }
      if (next < run.firstId() && ids.size() < limit) {
        log.between(next, run.firstId() - 1, limit - ids.size()).forEach(take);
      }
      next = run.lastId() + 1;
    }
    if (ids.size() < limit) {
      log.between(next, Long.MAX_VALUE, limit - ids.size()).forEach(take);
    }
    if (ids.size() < limit) {
      RecordChain.hashesAfter(connection, lastRecord, limit - ids.size())
          .forEach(
              (record, hash) -> {
                ids.add(-record);
                hashes.add(MerkleHash.leaf(hash));
              });
    }
    if (ids.isEmpty()) {
      return new SealReport(0, head());
    }
    long size = tiles.size();
    tiles.append(size, hashes);
    runs.append(size, ids);
    return new SealReport(ids.size(), head(size + ids.size()));
  }

  /**
   * A proof that an entry is in the tree of that size.
   *
   * @throws AuditException with the code {@code not_found} if there is no such entry, {@code
   *     not_sealed} if it is not in that tree, {@code audit_tree_damaged} if the tree lacks hashes
   */
  public InclusionProof inclusion(long entryId, long size) {
    AuditEntry entry =
        log.find(entryId)
            .orElseThrow(
                () -> new AuditException("not_found", "there is no audit entry " + entryId, null));
    Long leaf = runs.leafOf(entryId);
    if (leaf == null || leaf >= size) {
      throw new AuditException(
          "not_sealed",
          "audit entry "
              + entryId
              + " is not sealed in that checkpoint; 'atocore audit checkpoint' makes one that has"
              + " it",
          null);
    }
    return new InclusionProof(entry, leaf, head(size), tree.inclusion(leaf, size));
  }

  /**
   * A proof that the tree of one size begins with the one of another.
   *
   * @param older at least 1
   * @param size at least {@code older}
   */
  public ConsistencyProof consistency(long older, long size) {
    if (older < 1 || older > size) {
      throw new AuditException(
          "not_consistent",
          "a tree of " + size + " leaves cannot be shown to begin with one of " + older,
          null);
    }
    return new ConsistencyProof(head(older), head(size), tree.consistency(older, size));
  }

  /**
   * Recomputes the hash of every sealed entry from its own fields, and from those the root, and
   * compares it with one that was signed. Streams.
   *
   * @param problem told what is not as it was sealed
   */
  public TreeVerification verify(TreeHead signed, Consumer<TreeProblem> problem) {
    RecordChain records = RecordChain.read(connection);
    return new TreeVerifier(log, records, tiles, runs.inLeafOrder(), signed, problem).verify();
  }
}
