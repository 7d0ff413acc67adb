package dev.atocore.core.db.sqlite;

import dev.atocore.audit.io.PrivateFile;
import dev.atocore.core.db.Database;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.db.Upkeep;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.store.StoreFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The file of a store, its write-ahead log and its copies. */
final class SqliteUpkeep implements Upkeep {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

  private final SqliteDatabase database;

  SqliteUpkeep(SqliteDatabase database) {
    this.database = database;
  }

  @Override
  public void backup(Connection connection, Path target) {
    Path file = target.toAbsolutePath();
    Path part = null;
    try {
      part = PrivateFile.temporary(file);
      copy(connection, part);
      try (FileChannel channel = PrivateFile.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      PrivateFile.rename(part, file);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the backup " + target + " cannot be written: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw SqlErrors.translate(e, new StoreFile(file));
    } finally {
      deleteQuietly(part);
    }
  }

  @Override
  public void copyForRestore(Database source, Path copy) {
    try {
      try (Connection connection = source.connect(BUSY_TIMEOUT)) {
        copy(connection, copy);
      }
      // A copy that SQLite wrote has no write-ahead log.
      try (Connection connection = new SqliteDatabase(copy).connect(BUSY_TIMEOUT);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
    } catch (SQLException e) {
      boolean full = SqlErrors.primaryCode(e) == SQLiteErrorCode.SQLITE_FULL.code;
      throw (full ? database : source).translate(e);
    }
  }

  @Override
  public @Nullable Path replaceBy(Path copy, boolean force) {
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the copy " + copy + " cannot be written: " + e.getMessage(), e);
    }
    return new FileReplacement(database.location()).replaceBy(copy, force);
  }

  @Override
  public void vacuum(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
    }
  }

  @Override
  public boolean truncateWal(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      // 0 in the first column: emptied.
      return rows.next() && rows.getInt(1) == 0;
    }
  }

  @Override
  public boolean truncateWal(Transactions transactions, Duration wait) {
    return new WalTruncation(transactions, database).attempt(wait);
  }

  private static void copy(Connection connection, Path part) throws SQLException {
    try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, part.toString());
      copy.execute();
    }
  }

  private static void deleteQuietly(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A later backup beside it removes what was left.
    }
  }
}
