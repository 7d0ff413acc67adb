package dev.atocore.server.api;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.GuardedStore;
import dev.atocore.core.Memories;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.search.SearchAnswer;
import dev.atocore.core.search.SearchMode;
import dev.atocore.core.search.SearchQuery;
import dev.atocore.core.source.Vouching;
import dev.atocore.core.text.Times;
import dev.atocore.server.access.MemoryParameters;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reading memories. */
final class MemoryReads {
  private final Stores stores;

  MemoryReads(Stores stores) {
    this.stores = stores;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/memory",
            MemoryParameters.and("q", "limit", "after", "as_of", "mode", "explain"),
            this::list),
        Route.get("/memory/{id}", Set.of("as_of", "version"), this::one),
        Route.get("/memory/{id}/audit", Set.of(), this::history),
        Route.get("/memory/{id}/evidence", Set.of(), this::evidence));
  }

  private Answer one(Request request) throws IOException {
    String id = request.path("id");
    String asOf = request.query("as_of");
    String version = request.query("version");
    if (asOf != null && version != null) {
      throw ProblemException.invalid("give as_of or version, not both");
    }
    if (asOf != null) {
      return past(stores.of(request).memories().asOf(id, time(asOf)));
    }
    if (version != null) {
      return past(
          stores
              .of(request)
              .memories()
              .atVersion(id, request.query("version", 1, 1, Integer.MAX_VALUE)));
    }
    Memory memory = stores.of(request).memories().get(id);
    return (EntityTags.isKnown(request, memory)
            ? Answer.empty(304)
            : Answer.json(200, json -> MemoryJson.write(json, memory)))
        .header("ETag", EntityTags.of(memory));
  }

  /** Without an entity tag: a change to what was is not possible. */
  private static Answer past(Memory memory) throws IOException {
    return Answer.json(200, json -> MemoryJson.write(json, memory));
  }

  private Answer list(Request request) throws IOException {
    String query = request.query("q");
    if (request.hasQuery("q")) {
      if (query == null || query.isBlank()) {
        throw ProblemException.invalid("q is empty; name words to look for, or leave it out");
      }
      return search(request, query);
    }
    MemoryFilter filter = MemoryParameters.filter(request);
    Instant time = MemoryParameters.time(request, "as_of");
    return JsonPage.of("memories", request, Defaults.PAGE, MemoryJson::write)
        .read(
            (limit, after) -> {
              MemoryPage page =
                  time == null
                      ? stores.of(request).memories().list(filter, limit, after)
                      : stores.of(request).memories().listAsOf(time, filter, limit, after);
              return new JsonPage.Part<>(page.memories(), page.next());
            });
  }

  private Answer search(Request request, String text) throws IOException {
    if (request.query("as_of") != null) {
      throw ProblemException.invalid("q does not go with as_of");
    }
    MemoryFilter filter = MemoryParameters.filter(request);
    SearchQuery query =
        SearchQuery.of(text)
            .filter(filter)
            .limit(request.query("limit", SearchQuery.DEFAULT_LIMIT, 1, JsonPage.MAX_LIMIT))
            .after(request.query("after"));
    MemoryStatus status = filter.status();
    if (status != null) {
      query = query.statuses(status);
    }
    String mode = request.query("mode");
    if (mode != null) {
      query = query.mode(SearchMode.parse(mode));
    }
    Memories memories = stores.of(request).memories();
    SearchAnswer found =
        MemoryParameters.flag(request, "explain")
            ? memories.searchExplained(query)
            : memories.searchAnswer(query);
    return Answer.json(200, found::write);
  }

  private Answer history(Request request) throws IOException {
    String id = request.path("id");
    AuditPage first =
        stores.of(request).audit().history(id, AuditFilter.ALL, HistoryParts.BATCH, null);
    if (first.entries().isEmpty()) {
      stores.of(request).memories().get(id);
    }
    return HistoryParts.answer(stores.of(request).audit(), id, first);
  }

  private Answer evidence(Request request) throws IOException {
    GuardedStore store = stores.of(request);
    String id = store.memories().get(request.path("id")).id();
    List<Vouching> all = Vouching.all(store.memories().evidence(id), store.sources()::document);
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringField("memory_id", id);
          json.writeArrayFieldStart("evidence");
          for (Vouching vouching : all) {
            vouching.write(json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static Instant time(String text) {
    return Times.parse(text, Instant.now());
  }
}
