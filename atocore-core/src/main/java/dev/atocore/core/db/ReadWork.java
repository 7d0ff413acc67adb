package dev.atocore.core.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something to do with a connection inside a transaction that the store begins and ends.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
public interface ReadWork<T extends @Nullable Object> {
  /** Runs inside the transaction; must neither commit nor close the connection, nor keep it. */
  T run(Connection connection) throws SQLException;
}
