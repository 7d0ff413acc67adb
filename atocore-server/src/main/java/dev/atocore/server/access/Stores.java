package dev.atocore.server.access;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.idempotency.AnsweredRequests;
import dev.atocore.core.recall.Reader;
import dev.atocore.core.recall.RecallDoor;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.core.recall.RecallSession;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.server.figures.Figures;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.Attachment;
import dev.atocore.server.http.Request;

/** The one way of a handler to the store: as the caller of its request has it. Thread-safe. */
public final class Stores {
  private final MemoryStore store;
  private final StoreFigures figures;
  private final RecallLog recalls;

  /** The ways to that store. */
  public Stores(MemoryStore store, StoreFigures figures, RecallLog recalls) {
    this.store = store;
    this.figures = figures;
    this.recalls = recalls;
  }

  /** The store as the caller has it, with what it is told on record. */
  public GuardedStore of(Request request) {
    return store.as(principal(request), session(request));
  }

  /** The caller as an agent of the protocol. */
  public Agent agent(Request request) {
    return new Agent(
        principal(request),
        null,
        new Agent.Stores() {
          @Override
          public GuardedStore open(Principal principal, RecallSession session, boolean create) {
            return store.as(principal, session);
          }

          @Override
          public RecallSession reading(Principal principal) {
            return recalls.begin(
                new Reader(RecallDoor.MCP, principal.name(), principal.onBehalfOf(), request.id()));
          }

          @Override
          public void refused(Principal principal, String code) {
            request.refused(code);
          }
        });
  }

  /** What was answered before, of all callers: each asks by a key of their own. */
  public AnsweredRequests answered() {
    return store.answeredRequests();
  }

  /** Counts of what the caller sees. */
  public Figures figures(Request request) {
    return figures.of(of(request));
  }

  /** One for each request, whatever its handler reads; what a change looks at is told to nobody. */
  private RecallSession session(Request request) {
    if (!request.method().equals("GET")) {
      return RecallSession.NONE;
    }
    if (request.attachment() instanceof Recording recording) {
      return recording.session();
    }
    Reader reader =
        new Reader(
            RecallDoor.HTTP,
            principal(request).name(),
            request.header("X-Atocore-Actor"),
            request.id());
    Recording recording = new Recording(recalls.begin(reader));
    request.attach(recording);
    return recording.session();
  }

  /** What a request was told so far. */
  private record Recording(RecallSession session) implements Attachment {
    @Override
    public void answered(int status) {
      if (status >= 400) {
        session.discard();
      }
      session.close();
    }
  }

  /** Who sends a request. */
  private static Principal principal(Request request) {
    return ((StoreCaller) request.caller()).principal();
  }
}
