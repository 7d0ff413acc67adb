package dev.atocore.server.api;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.erase.RedactionReport;
import dev.atocore.core.erase.RedactionRequest;
import dev.atocore.core.erase.RedactionSelection;
import dev.atocore.core.erase.Surroundings;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.model.Change;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.alert.AlertFiles;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Erasing memories for good, for operators; many at a time for those of the whole store. */
final class Redactions {
  /** Who acts over HTTP, unless the request says. */
  private static final String ACTOR = "api-http";

  private final Stores stores;
  private final Surroundings around;

  Redactions(Stores stores, Alerts alerts) {
    this.stores = stores;
    this.around = AlertFiles.of(alerts, List.of());
  }

  List<Route> routes() {
    return List.of(
        Route.change("DELETE", "/memory/{id}", this::delete).on(Lane.LONG),
        Route.change("POST", "/admin/redact", this::redact).on(Lane.LONG));
  }

  private Answer delete(Request request) throws IOException {
    Body body = Body.of(request, "note", "sources");
    String id = request.path("id");
    Change change =
        change(request, body.text("note"))
            .ifVersion(EntityTags.demanded(request, stores.of(request), id));
    RedactionReport report =
        stores
            .of(request)
            .redact(id, change, new RedactionRequest(body.flag("sources"), false, false, around));
    AtoCoreException error = report.memories().get(0).error();
    if (error != null) {
      throw error;
    }
    return Answer.empty(204);
  }

  private Answer redact(Request request) throws IOException {
    Body body =
        Body.of(
            request,
            "user_id",
            "project",
            "agent_id",
            "actor",
            "since",
            "sources",
            "dry_run",
            "vacuum",
            "note");
    String since = body.text("since");
    RedactionSelection selection =
        new RedactionSelection(
            body.text("user_id"),
            body.text("project"),
            body.text("agent_id"),
            body.text("actor"),
            since == null ? null : Times.parse(since, Instant.now()));
    boolean dryRun = body.flag("dry_run");
    RedactionReport report =
        stores
            .of(request)
            .redact(
                selection,
                change(request, body.text("note")),
                new RedactionRequest(body.flag("sources"), dryRun, body.flag("vacuum"), around));
    return Answer.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeBooleanField("dry_run", dryRun);
          report.write(json, false);
          json.writeEndObject();
        });
  }

  private static Change change(Request request, @Nullable String note) {
    return Change.by(request.actor(ACTOR)).requestId(request.id()).note(note);
  }
}
