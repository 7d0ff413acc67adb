package dev.atocore.core.db.sqlite;

import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in the operator's words what the database meant. */
final class SqlErrors {
  private SqlErrors() {}

  /** SQLite's code without its extension, which is all but the low byte. */
  static int primaryCode(SQLException error) {
    int code =
        error instanceof SQLiteException sqlite
            ? sqlite.getResultCode().code
            : error.getErrorCode();
    return code & 0xff;
  }

  static StoreException translate(SQLException error, StoreFile store) {
    Path file = store.path();
    int primary = primaryCode(error);
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return new StoreException(
          StoreException.DISK_FULL,
          "the disk is full: this change was not written to "
              + file
              + "; make room and run it again",
          error);
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return new StoreException(
          "store_busy",
          "another process holds the store " + file + " for too long; run it again",
          error);
    }
    if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return notAStore(file, "it is not a SQLite database", error);
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return new StoreException(
          "store_corrupt",
          "the store "
              + file
              + " is damaged; run 'atocore integrity run --check store-corrupt', then 'atocore db restore' a backup",
          error);
    }
    String readOnly =
        primary == SQLiteErrorCode.SQLITE_READONLY.code ? ReadOnlyFile.reason(store) : null;
    if (readOnly != null) {
      return new StoreException(
          "store_unwritable",
          "the store " + file + " is read-only (" + readOnly + "): nothing was written",
          error);
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code
        || primary == SQLiteErrorCode.SQLITE_IOERR.code) {
      return new StoreException(
          "store_unwritable",
          "the store "
              + file
              + " cannot be opened or written; check that it and its folder are yours to write, and the disk ("
              + error.getMessage()
              + ")",
          error);
    }
    return new StoreException(
        "store_error", "the store " + file + " answered: " + error.getMessage(), error);
  }

  static StoreException notAStore(Path file, String why, Throwable cause) {
    return new StoreException(
        "not_a_store",
        file + " is no AtoCore store: " + why + "; name another file with --db",
        cause);
  }
}
