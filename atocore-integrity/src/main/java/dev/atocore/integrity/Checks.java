package dev.atocore.integrity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The checks there are, in the order in which they run. */
final class Checks {
  private Checks() {}

  /**
   * Those of this library, then those that the class path brings, unless a launcher that knows its
   * class path says that there are none: to look for them opens each jar, which takes as long as a
   * quarter of the checks of a small store.
   *
   * @throws IllegalArgumentException if one has the id of another
   */
  static List<IntegrityCheck> all() {
    if ("built-in".equals(System.getProperty("atocore.checks"))) {
      return builtIn();
    }
    Map<String, IntegrityCheck> all = new LinkedHashMap<>();
    for (IntegrityCheck check : builtIn()) {
      all.put(check.id(), check);
    }
    for (IntegrityCheck check : ServiceLoader.load(IntegrityCheck.class)) {
      if (all.putIfAbsent(check.id(), check) != null) {
        throw new IllegalArgumentException("there are two checks called " + check.id());
      }
    }
    return List.copyOf(all.values());
  }

  static List<IntegrityCheck> builtIn() {
    return List.of(
        // First: what a damaged file says through the other checks means little.
        new StoreCorrupt(),
        new RowDamaged(),
        new SchemaAltered(),
        new SqliteOutdated(),
        new WalStuck(),
        new DiskNearlyFull(),
        new FileModeOpen(),
        new RunLate(),
        new RowsShrunk(),
        new BackupStale(),
        new SpoolPending(),
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
