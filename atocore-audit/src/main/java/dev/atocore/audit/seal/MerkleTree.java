package dev.atocore.audit.seal;

import dev.atocore.audit.entry.ByteString;
import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of RFC 6962, section 2.1, from the hashes of complete subtrees. The tree may be
 * larger than the size that is asked for.
 */
final class MerkleTree {
  private final Nodes nodes;

  MerkleTree(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Where the hashes of complete subtrees come from. */
  interface Nodes {
    /** The hash over the leaves from {@code index << level}, {@code 1 << level} of them. */
    ByteString hash(int level, long index);
  }

  /** The root over the first {@code size} leaves. */
  ByteString root(long size) {
    return size == 0 ? MerkleHash.empty() : hash(0, size);
  }

  /**
   * The hashes that lead from a leaf to the root, the leaf's sibling first.
   *
   * @param index the leaf, from 0, less than {@code size}
   */
  List<ByteString> inclusion(long index, long size) {
    List<ByteString> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  /**
   * The hashes that show that a tree begins with the leaves of an older one.
   *
   * @param old the size of the older tree, at least 1 and at most {@code size}
   */
  List<ByteString> consistency(long old, long size) {
    List<ByteString> path = new ArrayList<>();
    consistency(old, 0, size, true, path);
    return path;
  }

  private void inclusion(long index, long from, long size, List<ByteString> path) {
    if (size == 1) {
      return;
    }
    long split = split(size);
    if (index < split) {
      inclusion(index, from, split, path);
      path.add(hash(from + split, size - split));
    } else {
      inclusion(index - split, from + split, size - split, path);
      path.add(hash(from, split));
    }
  }

  private void consistency(long old, long from, long size, boolean whole, List<ByteString> path) {
    if (old == size) {
      if (!whole) {
        path.add(hash(from, size));
      }
      return;
    }
    long split = split(size);
    if (old <= split) {
      consistency(old, from, split, whole, path);
      path.add(hash(from + split, size - split));
    } else {
      consistency(old - split, from + split, size - split, false, path);
      path.add(hash(from, split));
    }
  }

  /** The hash over {@code size} leaves from {@code from}, which every split leaves aligned. */
  private ByteString hash(long from, long size) {
    if (Long.bitCount(size) == 1) {
      int level = Long.numberOfTrailingZeros(size);
      return nodes.hash(level, from >> level);
    }
    long split = split(size);
    return MerkleHash.node(hash(from, split), hash(from + split, size - split));
  }

  /** The largest power of two smaller than that. */
  private static long split(long size) {
    return Long.highestOneBit(size - 1);
  }
}
