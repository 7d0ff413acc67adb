package dev.atocore.server.web;

import dev.atocore.core.MemoryFilter;
import dev.atocore.core.MemoryStatus;
import dev.atocore.core.MemoryStore;

/** Numbers that every page shows. Thread-safe. */
final class StoreFigures {
  private static final MemoryFilter WAITING = new MemoryFilter(MemoryStatus.CANDIDATE, null, null);

  private final MemoryStore store;

  StoreFigures(MemoryStore store) {
    this.store = store;
  }

  long waiting() {
    return store.memories().count(WAITING);
  }
}
