package dev.atocore.integrity.backup;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.integrity.check.Rows;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.Checks;
import dev.atocore.integrity.run.CheckRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a backup can be restored: opens it, checks it in full, and compares it with the
 * store it was made of. Writes neither. Thread-safe.
 */
public final class BackupVerifier {
  private final @Nullable MemoryStore store;

  /**
   * A verifier of backups of that store, which stays the caller's to close.
   *
   * @param store null when it is lost: backups are then checked for themselves alone
   */
  public BackupVerifier(@Nullable MemoryStore store) {
    this.store = store;
  }

  /**
   * Verifies the backup in that file.
   *
   * @throws dev.atocore.core.error.StoreException if it cannot be opened at all
   */
  public BackupReport verify(Path file) {
    try (MemoryStore backup = MemoryStore.open(StoreOptions.of(file).existingOnly())) {
      long newest = number(backup, BackupSql.NEWEST_ENTRY);
      long entries = number(backup, BackupSql.COUNT_ENTRIES_UP_TO, newest);
      MemoryStore original = store;
      return new BackupReport(
          file,
          number(backup, BackupSql.COUNT_MEMORIES),
          entries,
          newest,
          original != null,
          original == null ? List.of() : differences(original, backup, newest, entries),
          CheckRun.look(backup, Checks.ofBackups(), RunOptions.all().thorough()));
    }
  }

  /** What is wrong with the backup as far as one can tell in a moment; null for nothing. */
  private @Nullable String glance(Path file) {
    try (MemoryStore backup = MemoryStore.open(StoreOptions.of(file).existingOnly())) {
      long newest = number(backup, BackupSql.NEWEST_ENTRY);
      MemoryStore original = store;
      if (original == null || newest == 0) {
        return null;
      }
      boolean same =
          original
              .audit()
              .find(newest)
              .map(AuditEntry::hash)
              .equals(backup.audit().find(newest).map(AuditEntry::hash));
      return same ? null : "is not of this store: its newest audit entry is another";
    }
  }

  /**
   * What is wrong with the backup in that file; null for nothing.
   *
   * @param full whether to verify all of it
   * @throws dev.atocore.core.error.StoreException if it cannot be opened at all
   */
  public static @Nullable String problem(MemoryStore store, Path file, boolean full) {
    BackupVerifier verifier = new BackupVerifier(store);
    if (!full) {
      return verifier.glance(file);
    }
    return verifier.verify(file).ok() ? null : "is damaged; 'atocore db verify-backup' tells more";
  }

  private static List<String> differences(
      MemoryStore original, MemoryStore backup, long newest, long entries) {
    List<String> differences = new ArrayList<>();
    long there = number(original, BackupSql.COUNT_ENTRIES_UP_TO, newest);
    if (there != entries) {
      differences.add(
          "up to entry "
              + newest
              + " the backup has "
              + entries
              + " audit entries, the store has "
              + there);
    }
    Optional<AuditEntry> head = backup.audit().find(newest);
    if (head.isPresent()
        && !original
            .audit()
            .find(newest)
            .map(AuditEntry::hash)
            .equals(head.map(AuditEntry::hash))) {
      differences.add("entry " + newest + " of the backup is not the store's");
    }
    return differences;
  }

  private static long number(MemoryStore from, Sql sql, Object... values) {
    return from.transactions()
        .outside(
            connection -> {
              long[] number = new long[1];
              Rows.forEach(connection, sql, row -> number[0] = row.getLong(1), values);
              return number[0];
            });
  }
}
