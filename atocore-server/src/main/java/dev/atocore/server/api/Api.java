package dev.atocore.server.api;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.recall.RecallLog;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.dashboard.Dashboard;
import dev.atocore.server.access.Stores;
import dev.atocore.server.figures.StoreFigures;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import dev.atocore.server.metrics.Metrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All endpoints for programs. */
public final class Api {
  private final Stores stores;
  private final Alerts alerts;
  private final Integrity integrity;
  private final Metrics metrics;
  private final OpenApi openApi;
  private final Health health;

  /** The endpoints of that store, under that path. */
  public Api(
      MemoryStore store,
      Stores stores,
      Alerts alerts,
      StoreFigures figures,
      RecallLog recalls,
      BasePath base) {
    this.stores = stores;
    this.alerts = alerts;
    this.integrity = Integrity.of(store, alerts);
    this.metrics = new Metrics(store, alerts, figures, stores, recalls);
    this.openApi = new OpenApi(base);
    this.health = new Health(store);
  }

  /** Counts the requests for {@code /metrics}. */
  public RequestObserver observer() {
    return metrics.requests();
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new MemoryReads(stores).routes());
    routes.addAll(new MemoryWrites(stores).routes());
    routes.addAll(new Redactions(stores, alerts).routes());
    routes.addAll(new AuditReads(stores).routes());
    routes.addAll(new RecallReads(stores).routes());
    routes.addAll(new IntegrityRuns(stores, integrity).routes());
    routes.addAll(new McpRoutes(stores).routes());
    routes.add(Route.get("/admin/dashboard", Set.of(), this::dashboard));
    routes.add(Route.get("/metrics", Set.of(), metrics::scrape));
    routes.add(Route.get("/openapi.json", Set.of(), openApi::answer));
    routes.add(health.route());
    return routes;
  }

  private Answer dashboard(Request request) throws IOException {
    Dashboard dashboard = Dashboard.read(stores.of(request), stores.figures(request).byStatus());
    return Answer.json(200, dashboard::write);
  }
}
