package dev.atocore.integrity.scope;

import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.scan.Mark;
import dev.atocore.integrity.scan.RowCounts;
import dev.atocore.integrity.scan.Views;
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

  public RunScope(MemoryStore store, Instant now, boolean full, @Nullable Mark since) {
    this.store = store;
    this.now = now;
    this.full = full;
    this.since = since;
    this.gate = new WalGate(store);
  }

  /** The store. */
  public MemoryStore store() {
    return store;
  }

  /** When the run began. */
  public Instant now() {
    return now;
  }

  /** Whether to look as closely as can be, whatever it costs. */
  public boolean full() {
    return full;
  }

  /** Only what came after this is to be looked at; null for everything. */
  public @Nullable Mark since() {
    return since;
  }

  /** What lets checks in to their views. */
  public WalGate gate() {
    return gate;
  }

  /** The memories that only the log has. */
  public LogWithoutRow logWithoutRow() {
    return logWithoutRow;
  }

  /** What checks have seen to be sound. */
  public SeenSound sound() {
    return sound;
  }

  /** How many rows there are; counted when first asked for. */
  public synchronized RowCounts rows(Views views) {
    RowCounts counted = rows;
    if (counted == null) {
      counted = views.read(RowCounts::of);
      rows = counted;
    }
    return counted;
  }

  /** How many rows there are; null when no check has counted them. */
  public synchronized @Nullable RowCounts counted() {
    return rows;
  }
}
