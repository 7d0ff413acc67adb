package dev.atocore.audit.seal;

import dev.atocore.audit.entry.ByteString;
import java.util.List;

/**
 * Shows that a tree begins with all the leaves of an older one.
 *
 * @param older the older tree
 * @param head the tree
 * @param path the hashes of RFC 6962, section 2.1.2
 */
public record ConsistencyProof(TreeHead older, TreeHead head, List<ByteString> path) {
  /** Copies the path. */
  public ConsistencyProof {
    path = List.copyOf(path);
  }
}
