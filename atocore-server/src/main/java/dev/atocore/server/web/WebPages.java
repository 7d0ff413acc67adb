package dev.atocore.server.web;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.Integrity;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Access;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.util.List;

/** The pages of one store. Thread-safe. */
public final class WebPages implements Pages {
  private final Html html;
  private final Assets assets = new Assets();
  private final OverviewPage overview;
  private final MemoriesPage memories;
  private final OneMemoryPage memory;
  private final AuditLogPage audit;
  private final IntegrityPage integrity;
  private final AlertsPage alertsPage;
  private final ReviewPage reviews;
  private final TriagePage triage;
  private final RecallsPage recalls;
  private final KeysPage keys;
  private final SentOnce sentOnce;

  /** The pages of that store under that path; store and alerts stay the caller's to close. */
  public WebPages(MemoryStore store, Stores stores, Alerts alerts, BasePath base) {
    this.html = new Html(base);
    this.overview = new OverviewPage(stores, html);
    this.memories = new MemoriesPage(stores, html);
    this.memory = new OneMemoryPage(stores, html);
    this.audit = new AuditLogPage(stores, html);
    this.integrity = new IntegrityPage(stores, Integrity.of(store, alerts), html);
    this.alertsPage = new AlertsPage(alerts, stores, html);
    this.reviews = new ReviewPage(stores, html);
    this.triage = new TriagePage(stores, html, reviews);
    this.recalls = new RecallsPage(stores, html);
    this.keys = new KeysPage(stores, html);
    this.sentOnce = new SentOnce(stores.answered());
  }

  @Override
  public List<Route> routes() {
    return sentOnce.of(all());
  }

  private List<Route> all() {
    return List.of(
        Route.page("/", overview::show),
        Route.page("/memories", memories::show),
        Route.page("/memories/{id}", memory::show),
        Route.form("/memories/-/revert", memory::revert).takes(Access.CURATE),
        Route.page("/recalls", recalls::show).takes(Access.CURATE),
        Route.page("/audit", audit::show),
        Route.page("/audit/newer", audit::newer),
        Route.page("/integrity", integrity::show),
        Route.form("/integrity/run", integrity::run).on(Lane.LONG),
        Route.form("/integrity/{finding}/acknowledge", integrity::acknowledge),
        Route.form("/integrity/{finding}/unacknowledge", integrity::unacknowledge),
        Route.page("/alerts", alertsPage::show).takes(Access.OPERATE),
        Route.form("/alerts/{id}/retry", alertsPage::retry).on(Lane.LONG),
        Route.page("/keys", keys::show).takes(Access.OPERATE),
        Route.form("/keys/{name}/revoke", keys::revoke),
        Route.page("/triage", triage::show).takes(Access.CURATE),
        Route.form("/triage/promote", triage::promote).takes(Access.CURATE),
        Route.form("/triage/reject", triage::reject).takes(Access.CURATE),
        Route.form("/triage/keep", triage::keep).takes(Access.CURATE),
        Route.form("/triage/invalidate", triage::invalidate).takes(Access.CURATE),
        Route.form("/triage/review", reviews::keep).takes(Access.CURATE),
        Route.form("/triage/edit", triage::edit).takes(Access.CURATE),
        Route.form("/triage/undo", triage::undo).takes(Access.CURATE),
        assets.route());
  }

  @Override
  public Answer problem(Request request, Problem problem) {
    return html.page(problem.status(), "problem", problem);
  }

  @Override
  public Answer login(Request request, int status, String next, String why) {
    return html.page(status, "login", new Login(next, why, request.csrfToken()));
  }

  /** What the form for the token shows. */
  record Login(String next, String why, String csrf) {}
}
