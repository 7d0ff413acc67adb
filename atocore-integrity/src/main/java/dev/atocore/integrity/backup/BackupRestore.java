package dev.atocore.integrity.backup;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.schema.Replacement;
import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;

/** Puts a backup in the place of a store, if it can be relied on. */
public final class BackupRestore {
  private final StoreFile store;

  /** Restores that store, which need not be there. */
  public BackupRestore(StoreFile store) {
    this.store = store;
  }

  /**
   * Copies the backup, verifies the copy in full, and puts it in place at once. What was there is
   * moved aside.
   *
   * @param force whether also while other processes have the store open
   * @return what was done; nothing if the backup is not sound
   * @throws StoreException if the backup cannot be read, or the store is held; nothing is changed
   */
  public RestoreReport restore(Path backup, boolean force) {
    BackupVerifier verifier = new BackupVerifier(null);
    try {
      BackupVerifier.requireContent(backup);
      return replace(backup, force, verifier);
    } catch (StoreException e) {
      BackupReport unreadable = verifier.unreadable(backup, e);
      if (unreadable == null) {
        throw e;
      }
      return new RestoreReport(unreadable, 0, false, null);
    }
  }

  private RestoreReport replace(Path backup, boolean force, BackupVerifier verifier) {
    try (Replacement replacement = Replacement.of(backup, store)) {
      BackupReport report = verifier.verify(replacement.copy()).of(backup);
      if (!report.ok()) {
        return new RestoreReport(report, replacement.from(), false, null);
      }
      return new RestoreReport(report, replacement.from(), true, replacement.putInPlace(force));
    }
  }
}
