package dev.atocore.integrity;

import java.util.List;

/** The checks there are, in the order in which they run. */
final class Checks {
  private Checks() {}

  static List<IntegrityCheck> builtIn() {
    return List.of(
        // First: what a damaged file says through the other checks means little.
        new StoreCorrupt(),
        new SchemaAltered(),
        new SqliteOutdated(),
        new WalStuck(),
        new DiskNearlyFull(),
        new FileModeOpen(),
        new DanglingSourceChunk(),
        new DuplicateActiveMemory(),
        new StateOfMissingProject(),
        new MemoryOfMissingProject(),
        new OrphanSourceChunk(),
        new ForeignKeyBroken(),
        new SupersedeBroken(),
        new StaleCandidate(),
        new DomainViolation(),
        new NearDuplicate(),
        new BadText(),
        new SearchIndexDrift(),
        new SourceFileChanged(),
        new AuditGap(),
        new MemoryDrift(),
        new AuditTamper(),
        new LostUpdate(),
        new IllegalTransition(),
        new ClockReversed());
  }
}
