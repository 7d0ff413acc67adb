package dev.atocore.server.api;

import dev.atocore.core.model.Defaults;
import dev.atocore.core.recall.Exposure;
import dev.atocore.core.recall.Recall;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallPage;
import dev.atocore.core.text.Times;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Access;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading who was told what. Nobody records who reads it. */
final class RecallReads {
  private final Stores stores;

  RecallReads(Stores stores) {
    this.stores = stores;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/memory/{id}/exposure", Set.of("version", "since"), this::exposure)
            .takes(Access.CURATE),
        Route.get("/recall", Set.of("key", "memory", "since", "limit", "after"), this::list)
            .takes(Access.CURATE));
  }

  private Answer exposure(Request request) throws IOException {
    Long version =
        request.query("version") == null
            ? null
            : Long.valueOf(request.query("version", 1, 1, Integer.MAX_VALUE));
    Exposure exposure =
        stores.of(request).recalls().exposure(request.path("id"), version, since(request));
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          exposure.writeFields(json);
          json.writeEndObject();
        });
  }

  private Answer list(Request request) throws IOException {
    RecallFilter filter =
        new RecallFilter(request.query("key"), request.query("memory"), since(request));
    return JsonPage.<Recall>of(
            "recalls", request, Defaults.PAGE, (json, recall) -> recall.write(json))
        .read(
            (limit, after) -> {
              RecallPage page = stores.of(request).recalls().list(filter, limit, after);
              return new JsonPage.Part<>(page.recalls(), page.next());
            });
  }

  private static @Nullable Instant since(Request request) {
    String text = request.query("since");
    return text == null ? null : Times.parse(text, Instant.now());
  }
}
