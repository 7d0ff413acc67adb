package dev.atocore.audit.seal;

import dev.atocore.audit.entry.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The right edge of a growing Merkle tree: enough to add leaves and to tell the root, in the memory
 * of one hash a level.
 */
final class CompactRange {
  /** The roots of the perfect subtrees, the largest first; one for each bit set in the size. */
  private final Deque<ByteString> roots = new ArrayDeque<>();

  private long size;

  void add(ByteString leafHash) {
    ByteString hash = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      hash = MerkleHash.node(roots.removeLast(), hash);
    }
    roots.addLast(hash);
    size++;
  }

  ByteString root() {
    Iterator<ByteString> smallestFirst = roots.descendingIterator();
    if (!smallestFirst.hasNext()) {
      return MerkleHash.empty();
    }
    ByteString root = smallestFirst.next();
    while (smallestFirst.hasNext()) {
      root = MerkleHash.node(smallestFirst.next(), root);
    }
    return root;
  }
}
