package dev.atocore.core.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something to do with a database, within a transaction or on a connection that its giver opens and
 * closes: it must neither commit nor close, nor keep what it is given.
 *
 * @param <C> what it works with
 * @param <T> what it gives
 */
@FunctionalInterface
public interface SqlWork<C, T extends @Nullable Object> {
  /** Does it. */
  T run(C with) throws SQLException;
}
