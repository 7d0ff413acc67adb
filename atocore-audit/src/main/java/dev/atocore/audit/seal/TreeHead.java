package dev.atocore.audit.seal;

import dev.atocore.audit.entry.ByteString;

/**
 * How large the sealed tree was, and its root over all leaves up to then.
 *
 * @param size how many entries it covers
 * @param root the root as RFC 6962 defines it; for size 0 the SHA-256 of nothing
 */
public record TreeHead(long size, ByteString root) {
  /** Checks that the size is one and the root a hash. */
  public TreeHead {
    if (size < 0 || root.shared().length != MerkleHash.BYTES) {
      throw new IllegalArgumentException("size is " + size + " or the root is no SHA-256");
    }
  }
}
