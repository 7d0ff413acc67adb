package dev.atocore.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.mcp.HttpEndpoint;
import dev.atocore.mcp.HttpReply;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.util.List;

/**
 * The Model Context Protocol at {@code /mcp}. Callers, Host and Origin are the door's matter, as
 * for every route; what a tool may do is the store's.
 */
final class McpRoutes {
  private static final String PATH = "/mcp";

  private final Stores stores;
  private final HttpEndpoint endpoint = new HttpEndpoint();

  McpRoutes(Stores stores) {
    this.stores = stores;
  }

  /** The routes; any other method is answered with those that there are. */
  List<Route> routes() {
    return List.of(
        Route.agent("POST", PATH, this::post), Route.agent("DELETE", PATH, this::delete));
  }

  private Answer post(Request request) {
    return answer(endpoint.post(request::header, request.body(), stores.agent(request)));
  }

  private Answer delete(Request request) {
    return answer(endpoint.delete(request::header));
  }

  private static Answer answer(HttpReply reply) {
    String json = reply.json();
    Answer answer =
        json == null
            ? Answer.empty(reply.status())
            : Answer.bytes(reply.status(), "application/json", json.getBytes(UTF_8));
    String session = reply.session();
    return session == null ? answer : answer.header(HttpEndpoint.SESSION, session);
  }
}
