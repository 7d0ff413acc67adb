package dev.atocore.core.db.sqlite;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.audit.spool.AuditSpool;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts another file in the place of a store. The write-ahead log beside the old one would be
 * replayed into the new one, and several files cannot be moved at once: so the whole new store
 * first gets a name that says what is going on. From then on the replacement is decided, and
 * whoever opens the store brings it to its end.
 */
final class FileReplacement {
  /** The name of the new store while the old one is moved aside. */
  private static final String NEXT = ".restoring";

  /** What belongs to the old store and would be wrong beside the new one. */
  private static final String[] COMPANIONS = {
    "-wal", "-shm", "-journal", AuditSpool.ENDING, AuditSpool.ABORTED_ENDING
  };

  private final StoreFile store;
  private final StoreFile next;

  FileReplacement(StoreFile store) {
    this.store = store;
    this.next = new StoreFile(store.beside(NEXT));
  }

  /**
   * Brings one to its end that was cut off. Costs one look at the file system when there is none.
   */
  void finish() {
    if (!next.path().toFile().exists()) {
      return;
    }
    try (FileHold writers = FileHold.besideReaders(store)) {
      finishAlone(writers);
    } catch (NoSuchFileException e) {
      // Somebody else was faster.
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable",
          "a restore of the store "
              + store
              + " was cut off and cannot be finished here: "
              + e
              + "; run 'atocore db status' as the owner of the store",
          e);
    }
  }

  /**
   * Puts a file that lies beside the store into its place.
   *
   * @param whole a whole store that nobody has open
   * @param force whether also while others have the store open
   * @return where the old one lies now; null when there was none
   * @throws StoreException if others have it open; then nothing was done
   */
  @Nullable Path replaceBy(Path whole, boolean force) {
    finish();
    try (FileHold hold = force ? FileHold.besideReaders(store) : FileHold.alone(store)) {
      FileHold.giveOwner(store, whole);
      Files.setLastModifiedTime(whole, FileTime.from(Instant.now()));
      Files.move(whole, next.path());
      PrivateFile.forceFolder(store.path());
      return finishAlone(hold);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the store " + store + " cannot be replaced: " + e, e);
    }
  }

  /** One process at a time, and one thread. */
  private @Nullable Path finishAlone(FileHold writers) throws IOException {
    synchronized (FileReplacement.class) {
      try (FileHold one = FileHold.ofNext(next)) {
        return one.isInPlace() && writers.isOpen() ? putInPlace() : null;
      }
    }
  }

  /** Every step may be done already. */
  private @Nullable Path putInPlace() throws IOException {
    StoreFile aside = aside();
    if (Files.exists(store.path()) && !Files.exists(aside.path())) {
      giveSecondName(aside.path());
    }
    for (String ending : COMPANIONS) {
      moveAside(store.beside(ending), aside.beside(ending));
    }
    PrivateFile.forceFolder(store.path());
    Files.move(next.path(), store.path(), StandardCopyOption.ATOMIC_MOVE);
    PrivateFile.forceFolder(store.path());
    return Files.exists(aside.path()) ? aside.path() : null;
  }

  /** The same whenever it is asked, for the new store is not written until it is in place. */
  StoreFile aside() throws IOException {
    Instant time = Files.getLastModifiedTime(next.path()).toInstant();
    // No constant, which each start would make.
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    return new StoreFile(store.beside(".before-restore-" + format.format(time) + ".db"));
  }

  /** So that at no time there is nothing at the store's name, where the file system can. */
  private void giveSecondName(Path aside) throws IOException {
    try {
      Files.createLink(aside, store.path());
    } catch (UnsupportedOperationException | IOException e) {
      Files.move(store.path(), aside, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void moveAside(Path file, Path aside) throws IOException {
    try {
      Files.move(file, aside);
    } catch (NoSuchFileException e) {
      // There is none, or it is moved already.
    } catch (FileAlreadyExistsException e) {
      // Another program opened what was being replaced; what it left is kept as well.
      Files.move(file, aside.resolveSibling(aside.getFileName() + "." + System.nanoTime()));
    }
  }
}
