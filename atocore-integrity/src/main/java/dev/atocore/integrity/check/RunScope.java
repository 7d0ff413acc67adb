package dev.atocore.integrity.check;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.db.Database;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What all checks of one run share. Thread-safe. */
public final class RunScope {
  private final MemoryStore store;
  private final Instant now;
  private final boolean full;
  private final @Nullable Mark since;
  private final WalGate gate;
  private final LogWithoutRow logWithoutRow = new LogWithoutRow();
  private final SeenSound sound = new SeenSound();
  private @Nullable RowCounts rows;
  private long bytes = -1;

  public RunScope(MemoryStore store, Instant now, boolean full, @Nullable Mark since) {
    this.store = store;
    this.now = now;
    this.full = full;
    this.since = since;
    this.gate = new WalGate(store);
  }

  MemoryStore store() {
    return store;
  }

  Instant now() {
    return now;
  }

  boolean full() {
    return full;
  }

  @Nullable Mark since() {
    return since;
  }

  WalGate gate() {
    return gate;
  }

  LogWithoutRow logWithoutRow() {
    return logWithoutRow;
  }

  SeenSound sound() {
    return sound;
  }

  /** How many bytes the store takes, as it was when first asked for. */
  synchronized long bytes() {
    if (bytes < 0) {
      Database database = store.transactions().pool().database();
      bytes = store.transactions().outside(database::bytes);
    }
    return bytes;
  }

  /** How many rows there are; counted when first asked for. */
  synchronized RowCounts rows(CheckContext context) {
    RowCounts counted = rows;
    if (counted == null) {
      counted = context.read(RowCounts::of);
      rows = counted;
    }
    return counted;
  }

  /** How many rows there are; null when no check has counted them. */
  public synchronized @Nullable RowCounts counted() {
    return rows;
  }
}
