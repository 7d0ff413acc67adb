package dev.atocore.integrity.backup;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.sql.Sql;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.checks.Checks;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.integrity.run.CheckRun;
import dev.atocore.integrity.scan.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
   * Verifies the backup in that file. One that is no store, or too damaged to be read, has a report
   * as well.
   *
   * @throws StoreException if it is not there, may not be read, or is of another schema version
   */
  public BackupReport verify(Path file) {
    try {
      requireContent(file);
      return look(file);
    } catch (StoreException e) {
      BackupReport unreadable = unreadable(file, e);
      if (unreadable != null) {
        return unreadable;
      }
      throw switch (e.code()) {
        case "schema_old", "schema_newer" ->
            new StoreException(
                e.code(),
                "the backup "
                    + file
                    + " was made by another version of atocore: verify it with that one"
                    + (e.code().equals("schema_old")
                        ? ", or restore it: 'atocore db restore' brings it to this version first"
                        : ""),
                e);
        default -> e;
      };
    }
  }

  /** An empty file would be taken for a store that is not made yet. */
  static void requireContent(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) == 0) {
        throw new StoreException("not_a_store", file + " is empty", null);
      }
      if (!Files.exists(file)) {
        throw new StoreException("store_missing", "there is no backup at " + file, null);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the backup " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The report of a backup that is no store, or too damaged; null when it failed otherwise. */
  @Nullable BackupReport unreadable(Path file, StoreException why) {
    if (!why.code().equals("store_corrupt") && !why.code().equals("not_a_store")) {
      return null;
    }
    boolean damaged = why.code().equals("store_corrupt");
    return new BackupReport(
        file,
        0,
        0,
        0,
        store != null,
        List.of(),
        new IntegrityResult(Times.format(Instant.now()), 0, List.of(), true, null, false, null),
        damaged
            ? file + " is a store that is damaged or cut off"
            : String.valueOf(why.getMessage()).replaceFirst("; name another file.*", ""));
  }

  private BackupReport look(Path file) {
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
          CheckRun.look(backup, Checks.ofBackups(), RunOptions.all().thorough()),
          null);
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
