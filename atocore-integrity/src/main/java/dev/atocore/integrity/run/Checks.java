package dev.atocore.integrity.run;

import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.checks.AuditGapCheck;
import dev.atocore.integrity.checks.AuditTamper;
import dev.atocore.integrity.checks.BackupStale;
import dev.atocore.integrity.checks.BadText;
import dev.atocore.integrity.checks.ClockReversed;
import dev.atocore.integrity.checks.DanglingSourceChunk;
import dev.atocore.integrity.checks.DiskNearlyFull;
import dev.atocore.integrity.checks.DomainViolation;
import dev.atocore.integrity.checks.DuplicateActiveMemory;
import dev.atocore.integrity.checks.FileModeOpen;
import dev.atocore.integrity.checks.ForeignKeyBroken;
import dev.atocore.integrity.checks.IllegalTransition;
import dev.atocore.integrity.checks.LostUpdate;
import dev.atocore.integrity.checks.MemoryDrift;
import dev.atocore.integrity.checks.MemoryOfMissingProject;
import dev.atocore.integrity.checks.NearDuplicate;
import dev.atocore.integrity.checks.OrphanSourceChunk;
import dev.atocore.integrity.checks.RowDamaged;
import dev.atocore.integrity.checks.RowsShrunk;
import dev.atocore.integrity.checks.RunLate;
import dev.atocore.integrity.checks.SchemaAltered;
import dev.atocore.integrity.checks.SearchIndexDrift;
import dev.atocore.integrity.checks.SourceFileChanged;
import dev.atocore.integrity.checks.SpoolPending;
import dev.atocore.integrity.checks.SqliteOutdated;
import dev.atocore.integrity.checks.StaleCandidate;
import dev.atocore.integrity.checks.StateOfMissingProject;
import dev.atocore.integrity.checks.StoreCorrupt;
import dev.atocore.integrity.checks.SupersedeBroken;
import dev.atocore.integrity.checks.WalStuck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The checks there are, in the order in which they run. */
public final class Checks {
  private Checks() {}

  /**
   * Those of this library, then those that the class path brings, unless a launcher that knows its
   * class path says that there are none: to look for them opens each jar, which takes as long as a
   * quarter of the checks of a small store.
   *
   * @throws IllegalArgumentException if one has the id of another
   */
  public static List<IntegrityCheck> all() {
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

  public static List<IntegrityCheck> builtIn() {
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
        new AuditGapCheck(),
        new MemoryDrift(),
        new AuditTamper(),
        new LostUpdate(),
        new IllegalTransition(),
        new ClockReversed());
  }
}
