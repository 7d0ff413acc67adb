package dev.atocore.server.api;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the process answers, which is what a restart could mend; and, for who asks with {@code
 * store=1}, whether the store can be read.
 */
final class Health {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.api.Health");

  private final MemoryStore store;

  Health(MemoryStore store) {
    this.store = store;
  }

  Route route() {
    return Route.get("/healthz", Set.of("store"), this::health).open();
  }

  private Answer health(Request request) throws IOException {
    boolean stored = asksForStore(request);
    if (stored) {
      read();
    }
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("status", "ok");
          if (stored) {
            json.writeStringField("store", "ok");
          }
          json.writeEndObject();
        });
  }

  /** A value that is a typing error must not look healthy. */
  private static boolean asksForStore(Request request) {
    if (!request.hasQuery("store")) {
      return false;
    }
    String value = String.valueOf(request.query("store"));
    return switch (value) {
      case "1" -> true;
      case "0" -> false;
      default -> throw ProblemException.invalid("store is neither 1 nor 0");
    };
  }

  /** Who asks has shown no token, so the answer says no more than that it cannot be read. */
  private void read() {
    try {
      store.memories().list(MemoryFilter.ALL, 1, null);
      store.audit().recent(AuditFilter.ALL, 1, null);
    } catch (AtoCoreException e) {
      log.error("The store cannot be read: {}", e.getMessage());
      throw new StoreException(e.code(), "the store cannot be read; the server's log says why", e);
    }
  }
}
