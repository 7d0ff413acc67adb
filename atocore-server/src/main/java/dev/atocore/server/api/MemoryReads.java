package dev.atocore.server.api;

import dev.atocore.core.Memory;
import dev.atocore.core.MemoryJson;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.Times;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reading memories. */
final class MemoryReads {
  private final MemoryStore store;

  MemoryReads(MemoryStore store) {
    this.store = store;
  }

  List<Route> routes() {
    return List.of(Route.get("/memory/{id}", Set.of("as_of"), this::one));
  }

  private Answer one(Request request) throws IOException {
    String id = request.path("id");
    String asOf = request.query("as_of");
    Memory memory =
        asOf == null
            ? store.memories().get(id)
            : store.memories().asOf(id, Times.parse(asOf, Instant.now()));
    return Answer.json(200, json -> MemoryJson.write(json, memory))
        .header("ETag", "\"" + memory.version() + "\"");
  }
}
