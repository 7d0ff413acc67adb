package dev.atocore.server.api;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.server.dashboard.Dashboard;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All endpoints for programs. */
public final class Api {
  private final MemoryStore store;
  private final Alerts alerts;

  /** The endpoints of that store. */
  public Api(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.alerts = alerts;
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new MemoryReads(store).routes());
    routes.addAll(new IntegrityRuns(store, alerts).routes());
    routes.add(
        Route.get(
            "/admin/dashboard",
            Set.of(),
            request -> Answer.json(200, json -> Dashboard.read(store).write(json))));
    routes.add(
        Route.get(
                "/healthz",
                Set.of(),
                request ->
                    Answer.json(
                        200,
                        json -> {
                          json.writeStartObject();
                          json.writeStringField("status", "ok");
                          json.writeEndObject();
                        }))
            .open());
    return routes;
  }
}
