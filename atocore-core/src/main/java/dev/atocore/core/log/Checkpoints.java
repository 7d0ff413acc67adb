package dev.atocore.core.log;

import dev.atocore.audit.checkpoint.CheckpointKey;
import dev.atocore.audit.checkpoint.SignedCheckpoint;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.seal.AuditTree;
import dev.atocore.audit.seal.ConsistencyProof;
import dev.atocore.audit.seal.InclusionProof;
import dev.atocore.audit.seal.SealReport;
import dev.atocore.audit.seal.TreeHead;
import dev.atocore.audit.seal.TreeProblem;
import dev.atocore.audit.seal.TreeVerification;
import dev.atocore.core.change.Mutator;
import dev.atocore.core.db.ClaimedWork;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sealing the audit log into a Merkle tree whose signed root can be kept where nobody who can write
 * the store can reach, and proving by it what is in the log. Thread-safe.
 */
public final class Checkpoints {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.core.Checkpoints");
  private static final int PAGE = 2_000;

  private final Transactions transactions;
  private final Mutator mutator;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Checkpoints(Transactions transactions, Mutator mutator) {
    this.transactions = transactions;
    this.mutator = mutator;
  }

  /**
   * Seals what is committed and not sealed yet, 2,000 entries a transaction, and signs the tree.
   *
   * @param previous the last checkpoint, which the new one must contain; null when there is none
   * @param altered told each newly sealed entry whose fields do not give its hash
   * @throws StoreException with the code {@code checkpoint_conflict} if the tree no longer begins
   *     with what the previous one signed; then nothing is signed
   */
  public CheckpointReport make(
      CheckpointKey key, @Nullable SignedCheckpoint previous, Consumer<AuditEntry> altered) {
    return make(key, previous, altered, count -> {});
  }

  /**
   * The same, and tells how far it has come.
   *
   * @param progress told now and then how many it has sealed
   */
  public CheckpointReport make(
      CheckpointKey key,
      @Nullable SignedCheckpoint previous,
      Consumer<AuditEntry> altered,
      LongConsumer progress) {
    replayQuietly();
    // Of those that write at this moment none is left behind; if that takes long, it is sealed
    // behind the others later, as one out of the spool is.
    transactions.outlast(Transactions.MOMENT);
    long sealed = 0;
    long alteredCount = 0;
    SealReport report;
    do {
      List<AuditEntry> found = new ArrayList<>();
      report =
          transactions.write(
              ClaimedWork.SEALING,
              connection -> {
                found.clear();
                return tree(connection).seal(PAGE, found::add);
              });
      found.forEach(altered);
      alteredCount += found.size();
      sealed += report.sealed();
      progress.accept(sealed);
    } while (report.sealed() == PAGE);
    TreeHead head = report.head();
    if (previous != null) {
      requireContained(previous, head);
    }
    return new CheckpointReport(
        sealed, alteredCount, mutator.pending().entries().size(), key.sign(head));
  }

  /**
   * Recomputes the tree from the entries as they are now, and compares it with one that was signed.
   *
   * @param problem told what is not as it was sealed
   */
  public TreeVerification verify(SignedCheckpoint checkpoint, Consumer<TreeProblem> problem) {
    return transactions.read(connection -> tree(connection).verify(checkpoint.head(), problem));
  }

  /** Whether the log and the tree still give the root that was signed. */
  public boolean holds(SignedCheckpoint checkpoint) {
    try {
      return verify(checkpoint, problem -> {}).ok();
    } catch (AuditException e) {
      if (!e.code().equals("audit_tree_damaged")) {
        throw e;
      }
      return false;
    }
  }

  /**
   * A proof that an entry is in the tree that was signed.
   *
   * @throws StoreException with the code {@code not_found}, {@code not_sealed}, or {@code
   *     checkpoint_conflict} if the tree is not the one that was signed
   */
  public InclusionProof prove(long entryId, SignedCheckpoint checkpoint) {
    return transactions.read(
        connection -> {
          requireSame(tree(connection), checkpoint);
          return tree(connection).inclusion(entryId, checkpoint.head().size());
        });
  }

  /**
   * A proof that one signed tree begins with all of an older one.
   *
   * @throws StoreException as {@link #prove} does, and {@code not_consistent} if the older one is
   *     larger or empty
   */
  public ConsistencyProof proveConsistency(SignedCheckpoint older, SignedCheckpoint newer) {
    return transactions.read(
        connection -> {
          AuditTree tree = tree(connection);
          requireSame(tree, older);
          requireSame(tree, newer);
          return tree.consistency(older.head().size(), newer.head().size());
        });
  }

  /** How many entries are sealed. */
  public long sealed() {
    return transactions.read(connection -> tree(connection).head().size());
  }

  private void requireContained(SignedCheckpoint previous, TreeHead head) {
    TreeHead old = previous.head();
    if (old.size() > head.size()) {
      throw conflict(previous);
    }
    transactions.read(
        connection -> {
          requireSame(tree(connection), previous);
          return true;
        });
  }

  private static void requireSame(AuditTree tree, SignedCheckpoint checkpoint) {
    TreeHead signed = checkpoint.head();
    boolean same;
    try {
      same = tree.head(signed.size()).equals(signed);
    } catch (AuditException e) {
      if (!e.code().equals("audit_tree_damaged")) {
        throw e;
      }
      same = false;
    }
    if (!same) {
      throw conflict(checkpoint);
    }
  }

  private static AuditException conflict(SignedCheckpoint checkpoint) {
    return new AuditException(
        "checkpoint_conflict",
        "the sealed tree does not begin with the "
            + checkpoint.head().size()
            + " entries that the checkpoint of "
            + checkpoint.origin()
            + " signed: keep that file and run 'atocore audit checkpoint verify' with it",
        null);
  }

  private void replayQuietly() {
    try {
      mutator.replay();
    } catch (AtoCoreException e) {
      log.warn("The audit spool waits for 'atocore audit replay': {}", e.getMessage());
    }
  }

  private static AuditTree tree(StoreConnection connection) {
    return new AuditTree(connection.sql(), connection.audit());
  }
}
