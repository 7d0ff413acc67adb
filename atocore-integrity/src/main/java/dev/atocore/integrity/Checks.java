package dev.atocore.integrity;

import java.util.List;

/** The checks there are, in the order in which they run. */
final class Checks {
  private Checks() {}

  static List<IntegrityCheck> builtIn() {
    return List.of(
        // First: what a damaged file says through the other checks means little.
        new StoreCorrupt(),
        new DanglingSourceChunk(),
        new DuplicateActiveMemory(),
        new StateOfMissingProject(),
        new OrphanSourceChunk(),
        new SupersedeBroken(),
        new StaleCandidate(),
        new AuditGap(),
        new MemoryDrift(),
        new AuditTamper());
  }
}
