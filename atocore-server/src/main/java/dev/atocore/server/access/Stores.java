package dev.atocore.server.access;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.server.figures.Figures;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.Request;

/** The one way of a handler to the store: as the caller of its request has it. Thread-safe. */
public final class Stores {
  private final MemoryStore store;
  private final StoreFigures figures;

  /** The ways to that store. */
  public Stores(MemoryStore store, StoreFigures figures) {
    this.store = store;
    this.figures = figures;
  }

  /** The store as the caller has it. */
  public GuardedStore of(Request request) {
    return store.as(principal(request));
  }

  /** The caller as an agent of the protocol. */
  public Agent agent(Request request) {
    return new Agent(principal(request), null, (principal, create) -> store.as(principal));
  }

  /** Counts of what the caller sees. */
  public Figures figures(Request request) {
    return figures.of(of(request));
  }

  /** Who sends a request. */
  private static Principal principal(Request request) {
    return ((StoreCaller) request.caller()).principal();
  }
}
