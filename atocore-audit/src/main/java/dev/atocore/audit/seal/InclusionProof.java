package dev.atocore.audit.seal;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import java.util.List;

/**
 * Shows that an entry is in the tree of some size.
 *
 * @param entry the entry; its leaf is the hash of {@link AuditEntry#hash()}
 * @param index which leaf it is, from 0
 * @param head the tree
 * @param path the hashes from the leaf's sibling to the root's child (RFC 6962, section 2.1.1)
 */
public record InclusionProof(AuditEntry entry, long index, TreeHead head, List<ByteString> path) {
  /** Copies the path. */
  public InclusionProof {
    path = List.copyOf(path);
  }
}
