package dev.atocore.integrity.scan;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.store.SqlWork;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** What opens views of a store, one after the other. */
public interface Views {
  /** Reads the store within one consistent view, on a connection that refuses to write. */
  <T extends @Nullable Object> T read(SqlWork<Connection, T> work);

  /** Only what came after this is to be looked at; null for everything. */
  @Nullable Mark since();

  /** The store. */
  MemoryStore store();
}
