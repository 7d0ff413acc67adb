package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.audit.entry.ByteString;
import dev.atocore.audit.log.EntryTable;
import dev.atocore.audit.record.RecordChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One comparison of the log with a signed tree. */
final class TreeVerifier {
  private static final int MOST_HELD = 10_000;

  private final EntryTable log;
  private final RecordChain records;
  private final HashTiles tiles;
  private final List<SealedRuns.Run> runs;
  private final TreeHead signed;
  private final Consumer<TreeProblem> problem;
  private final ErasureCheck erasures;
  private final CompactRange found = new CompactRange();
  private final CompactRange sealed = new CompactRange();
  private final List<TreeProblem> differences = new ArrayList<>();
  private boolean logWhole = true;
  private boolean treeWhole = true;
  private long problems;

  TreeVerifier(
      EntryTable log,
      RecordChain records,
      HashTiles tiles,
      List<SealedRuns.Run> runs,
      TreeHead signed,
      Consumer<TreeProblem> problem) {
    this.log = log;
    this.records = records;
    this.erasures = new ErasureCheck(log, records);
    this.tiles = tiles;
    this.runs = runs;
    this.signed = signed;
    this.problem = problem;
  }

  TreeVerification verify() {
    long leaf = 0;
    for (SealedRuns.Run run : runs) {
      leaf = unknown(leaf, Math.min(run.firstLeaf(), signed.size()));
      if (leaf >= signed.size()) {
        break;
      }
      // A run that overlaps the one before was tampered with; its leaves are taken once.
      long skip = leaf - run.firstLeaf();
      if (skip < run.entries()) {
        long last = Math.min(run.entries(), signed.size() - run.firstLeaf());
        if (run.record() > 0) {
          record(leaf, run.record());
        } else {
          entries(leaf, run.firstId() + skip, run.firstId() + last - 1);
        }
        leaf = run.firstLeaf() + last;
      }
    }
    unknown(leaf, signed.size());
    TreeVerification verdict = verdict();
    long forged = erasures.tell(problem);
    return new TreeVerification(
        verdict.head(), verdict.logMatches(), verdict.treeMatches(), verdict.problems() + forged);
  }

  private void entries(long firstLeaf, long firstId, long lastId) {
    long[] next = {firstId};
    log.forEachBetween(
        firstId,
        lastId,
        entry -> {
          missing(firstLeaf, firstId, next[0], entry.id());
          entry(firstLeaf + entry.id() - firstId, entry);
          erasures.look(firstLeaf + entry.id() - firstId, entry);
          next[0] = entry.id() + 1;
        });
    missing(firstLeaf, firstId, next[0], lastId + 1);
  }

  private void record(long leaf, long number) {
    ByteString known = sealedHash(leaf);
    ByteString given = records.hashes().get(number);
    ByteString hash = given == null ? null : MerkleHash.leaf(given);
    if (hash == null) {
      logWhole = false;
    } else {
      found.add(hash);
    }
    if (hash == null || !hash.equals(known)) {
      String what = hash == null ? " was sealed and is gone" : " is not the one that was sealed";
      differs(
          new TreeProblem(TreeProblem.Kind.RECORD_ALTERED, leaf, null, "record " + number + what));
    }
  }

  private void missing(long firstLeaf, long firstId, long from, long to) {
    for (long id = from; id < to; id++) {
      long leaf = firstLeaf + id - firstId;
      logWhole = false;
      sealedHash(leaf);
      differs(
          new TreeProblem(
              TreeProblem.Kind.MISSING, leaf, id, "entry " + id + " was sealed and is gone"));
    }
  }

  private void entry(long leaf, AuditEntry entry) {
    ByteString hash = MerkleHash.leaf(entry.computeHash());
    found.add(hash);
    ByteString known = sealedHash(leaf);
    if (known == null || hash.equals(known)) {
      return;
    }
    boolean rehashed = entry.computeHash().equals(entry.hash());
    differs(
        new TreeProblem(
            TreeProblem.Kind.ALTERED,
            leaf,
            entry.id(),
            "entry "
                + entry.id()
                + " (version "
                + entry.version()
                + " of memory "
                + entry.memoryId()
                + ") is not the one that was sealed"
                + (rehashed ? ": it was replaced, hash and all" : ": a field was edited")));
  }

  /** Leaves that no run has. */
  private long unknown(long from, long to) {
    if (from < to) {
      logWhole = false;
      differs(
          new TreeProblem(
              TreeProblem.Kind.UNKNOWN,
              from,
              null,
              (to - from) + " sealed entries are no longer known, from leaf " + from + " on"));
      for (long leaf = from; leaf < to && treeWhole; leaf++) {
        sealedHash(leaf);
      }
    }
    return Math.max(from, to);
  }

  private @Nullable ByteString sealedHash(long leaf) {
    if (!treeWhole) {
      return null;
    }
    try {
      ByteString hash = tiles.hash(0, leaf);
      sealed.add(hash);
      return hash;
    } catch (AuditException e) {
      if (!e.code().equals("audit_tree_damaged")) {
        throw e;
      }
      treeWhole = false;
      return null;
    }
  }

  /** Held back: only the roots tell whether the log or the tree is to be believed. */
  private void differs(TreeProblem difference) {
    problems++;
    if (differences.size() < MOST_HELD) {
      differences.add(difference);
    }
  }

  private TreeVerification verdict() {
    boolean logMatches = logWhole && found.root().equals(signed.root());
    boolean treeMatches = treeWhole && sealed.root().equals(signed.root()) && upperTiles();
    if (logMatches) {
      if (!treeMatches) {
        problems = 1;
        problem.accept(
            new TreeProblem(
                TreeProblem.Kind.TREE_DAMAGED,
                -1,
                null,
                "the log is as it was signed, but the hashes kept beside it are not"));
      } else {
        problems = 0;
      }
      return new TreeVerification(signed, true, treeMatches, problems);
    }
    differences.forEach(problem);
    if (!treeMatches) {
      problems++;
      problem.accept(
          new TreeProblem(
              TreeProblem.Kind.REWRITTEN,
              -1,
              null,
              "neither the log nor the hashes kept beside it give the root that was signed over "
                  + signed.size()
                  + " entries: both were rewritten, or the checkpoint is of another log; an older"
                  + " checkpoint that still verifies tells up to where the log is sound"));
    }
    return new TreeVerification(signed, false, treeMatches, problems);
  }

  /** Whether the hashes above the leaves give the root too. */
  private boolean upperTiles() {
    try {
      return new MerkleTree(tiles).root(signed.size()).equals(signed.root());
    } catch (AuditException e) {
      if (e.code().equals("audit_tree_damaged")) {
        return false;
      }
      throw e;
    }
  }
}
