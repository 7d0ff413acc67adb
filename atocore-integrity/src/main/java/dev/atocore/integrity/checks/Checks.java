package dev.atocore.integrity.checks;

import dev.atocore.core.store.Capability;
import dev.atocore.integrity.check.IntegrityCheck;
import dev.atocore.integrity.checks.log.AuditGapCheck;
import dev.atocore.integrity.checks.log.AuditTamper;
import dev.atocore.integrity.checks.log.LogCheck;
import dev.atocore.integrity.checks.log.MemoryDrift;
import dev.atocore.integrity.checks.log.SpoolPending;
import dev.atocore.integrity.checks.memory.BadText;
import dev.atocore.integrity.checks.memory.DomainViolation;
import dev.atocore.integrity.checks.memory.DuplicateActiveMemory;
import dev.atocore.integrity.checks.memory.EvidenceDrift;
import dev.atocore.integrity.checks.memory.MayContradict;
import dev.atocore.integrity.checks.memory.NearDuplicate;
import dev.atocore.integrity.checks.memory.RefusalKeyLost;
import dev.atocore.integrity.checks.memory.ReviewOverdue;
import dev.atocore.integrity.checks.memory.StaleCandidate;
import dev.atocore.integrity.checks.memory.SupersedeBroken;
import dev.atocore.integrity.checks.memory.VectorDrift;
import dev.atocore.integrity.checks.postgres.CatalogAltered;
import dev.atocore.integrity.checks.postgres.IndexInvalid;
import dev.atocore.integrity.checks.postgres.LogUnguarded;
import dev.atocore.integrity.checks.postgres.ReferenceBroken;
import dev.atocore.integrity.checks.postgres.ReplicaBehind;
import dev.atocore.integrity.checks.postgres.RowsDamaged;
import dev.atocore.integrity.checks.postgres.SearchColumnDrift;
import dev.atocore.integrity.checks.postgres.ServerDamage;
import dev.atocore.integrity.checks.postgres.TransactionsRunOut;
import dev.atocore.integrity.checks.reference.DanglingSourceChunk;
import dev.atocore.integrity.checks.reference.MemoryOfMissingProject;
import dev.atocore.integrity.checks.reference.OpenQuestions;
import dev.atocore.integrity.checks.reference.OrphanSourceChunk;
import dev.atocore.integrity.checks.reference.SourceFileChanged;
import dev.atocore.integrity.checks.reference.StateOfMissingProject;
import dev.atocore.integrity.checks.routine.BackupStale;
import dev.atocore.integrity.checks.routine.RowsShrunk;
import dev.atocore.integrity.checks.routine.RunLate;
import dev.atocore.integrity.checks.sqlite.DiskNearlyFull;
import dev.atocore.integrity.checks.sqlite.FileModeOpen;
import dev.atocore.integrity.checks.sqlite.ForeignKeyBroken;
import dev.atocore.integrity.checks.sqlite.RowDamaged;
import dev.atocore.integrity.checks.sqlite.SchemaAltered;
import dev.atocore.integrity.checks.sqlite.SearchIndexDrift;
import dev.atocore.integrity.checks.sqlite.SqliteOutdated;
import dev.atocore.integrity.checks.sqlite.StoreCorrupt;
import dev.atocore.integrity.checks.sqlite.WalStuck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/** The checks there are, in the order in which they run. */
public final class Checks {
  private Checks() {}

  /**
   * Those of this library, then those that the class path brings, unless a launcher that knows its
   * class path says that there are none: to look for them opens each jar, which takes as long as a
   * quarter of the checks of a small store.
   *
   * @param backups looks at backups
   * @param there what the database of the store can do: of checks with one name, one for each
   *     database, it has the one that it can do
   * @throws IllegalArgumentException if one has the id of another
   */
  public static List<IntegrityCheck> all(BackupStale.Verifier backups, Set<Capability> there) {
    Map<String, IntegrityCheck> all = new LinkedHashMap<>();
    for (IntegrityCheck check : ofEveryDatabase(backups)) {
      if (there.containsAll(check.needs())) {
        all.put(check.id(), check);
      }
    }
    if ("built-in".equals(System.getProperty("atocore.checks"))) {
      return List.copyOf(all.values());
    }
    for (IntegrityCheck check : ServiceLoader.load(IntegrityCheck.class)) {
      if (all.putIfAbsent(check.id(), check) != null) {
        throw new IllegalArgumentException("there are two checks called " + check.id());
      }
    }
    return List.copyOf(all.values());
  }

  /** Those of this library, in the order in which they run, each name once. */
  public static List<IntegrityCheck> builtIn(BackupStale.Verifier backups) {
    Map<String, IntegrityCheck> all = new LinkedHashMap<>();
    for (IntegrityCheck check : ofEveryDatabase(backups)) {
      all.putIfAbsent(check.id(), check);
    }
    return List.copyOf(all.values());
  }

  private static List<IntegrityCheck> ofEveryDatabase(BackupStale.Verifier backups) {
    List<IntegrityCheck> all = new ArrayList<>();
    Collections.addAll(
        all,
        // First: what a damaged file says through the other checks means little.
        new StoreCorrupt(),
        new ServerDamage(),
        new RowDamaged(),
        new RowsDamaged(),
        new MemoryDrift(),
        new SchemaAltered(),
        new CatalogAltered(),
        new IndexInvalid(),
        new LogUnguarded(),
        new ReplicaBehind(),
        new TransactionsRunOut(),
        new SqliteOutdated(),
        new WalStuck(),
        new DiskNearlyFull(),
        new FileModeOpen(),
        new RunLate(),
        new RowsShrunk(),
        new BackupStale(backups),
        new SpoolPending(),
        new RefusalKeyLost(),
        new DanglingSourceChunk(),
        new DuplicateActiveMemory(),
        new StateOfMissingProject(),
        new MemoryOfMissingProject(),
        new OrphanSourceChunk(),
        new ForeignKeyBroken(),
        new ReferenceBroken(),
        new SupersedeBroken(),
        new StaleCandidate(),
        new ReviewOverdue(),
        new EvidenceDrift(),
        new DomainViolation(),
        new NearDuplicate(),
        new MayContradict(),
        new BadText(),
        new SearchIndexDrift(),
        new SearchColumnDrift(),
        new VectorDrift(),
        new SourceFileChanged(),
        new AuditGapCheck(),
        new AuditTamper());
    all.addAll(OpenQuestions.all());
    all.addAll(LogCheck.all());
    return List.copyOf(all);
  }

  /**
   * What concerns a copy itself, not the machine it lies on or what becomes stale with age. The
   * search index can be made anew.
   */
  public static List<IntegrityCheck> ofBackups() {
    return List.of(
        new StoreCorrupt(),
        new SchemaAltered(),
        new AuditGapCheck(),
        new MemoryDrift(),
        new AuditTamper());
  }

  /** What concerns the machine on which the store is used. */
  public static List<IntegrityCheck> ofHost() {
    return List.of(
        new SqliteOutdated(),
        new FileModeOpen(),
        new DiskNearlyFull(),
        new WalStuck(),
        new SchemaAltered(),
        new CatalogAltered(),
        new IndexInvalid(),
        new LogUnguarded(),
        new ReplicaBehind(),
        new TransactionsRunOut(),
        new RunLate());
  }
}
