package dev.atocore.core.memory;

import dev.atocore.audit.sql.Columns;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Draft;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.TextRules;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds memories that say what another one says, of the same type, project and owner. */
public final class SameStatements {
  private SameStatements() {}

  /** The first active memory that says the same, or else the first candidate. */
  public static @Nullable StoredMemory findLiving(StoreConnection connection, Draft like)
      throws SQLException {
    return findLiving(connection, like, stored -> true);
  }

  /** The first candidate that says the same. */
  public static @Nullable StoredMemory findCandidate(StoreConnection connection, Draft like)
      throws SQLException {
    return findLiving(connection, like, stored -> stored.memory().is(MemoryStatus.CANDIDATE));
  }

  private static @Nullable StoredMemory findLiving(
      StoreConnection connection, Draft like, Predicate<StoredMemory> wanted) throws SQLException {
    PreparedStatement select = connection.prepare(MemorySql.FIND_LIVING);
    select.setString(1, like.contentHash());
    select.setString(2, like.type());
    select.setString(3, like.memory().project());
    select.setString(4, like.memory().owner().userId());
    select.setString(5, like.memory().owner().agentId());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        StoredMemory stored = MemoryTable.read(rows);
        if (like.isSaidBy(stored.memory()) && wanted.test(stored)) {
          return stored;
        }
      }
      return null;
    }
  }

  /** The first active memory that says the same, but for the memory itself; else null. */
  public static @Nullable String findActive(
      StoreConnection connection, Memory memory, String contentHash) throws SQLException {
    return findActive(connection, memory, contentHash, id -> true);
  }

  /** The same of those with an id that is wanted. */
  public static @Nullable String findActive(
      StoreConnection connection, Memory memory, String contentHash, Predicate<String> wanted)
      throws SQLException {
    PreparedStatement select = connection.prepare(MemorySql.FIND_ACTIVE);
    select.setString(1, contentHash);
    select.setString(2, memory.type());
    select.setString(3, memory.project());
    select.setString(4, memory.owner().userId());
    select.setString(5, memory.owner().agentId());
    select.setString(6, memory.id());
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        if (TextRules.withoutEndBlanks(Columns.textOrEmpty(rows, 2))
                .equals(TextRules.withoutEndBlanks(memory.content()))
            && wanted.test(rows.getString(1))) {
          return rows.getString(1);
        }
      }
      return null;
    }
  }
}
