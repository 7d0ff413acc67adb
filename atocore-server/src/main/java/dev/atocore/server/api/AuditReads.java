package dev.atocore.server.api;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.model.Defaults;
import dev.atocore.server.access.MemoryParameters;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading the audit log across memories. */
final class AuditReads {
  private final Stores stores;

  AuditReads(Stores stores) {
    this.stores = stores;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/admin/audit/recent",
            Set.of(
                "limit",
                "actor",
                "action",
                "project",
                "user_id",
                "agent_id",
                "run_id",
                "request",
                "since",
                "until",
                "after"),
            this::recent));
  }

  private Answer recent(Request request) throws IOException {
    AuditFilter filter =
        new AuditFilter(
                request.query("actor"),
                action(request),
                request.query("project"),
                request.query("request"),
                MemoryParameters.time(request, "since"),
                MemoryParameters.time(request, "until"))
            .of(request.query("user_id"), request.query("agent_id"), request.query("run_id"));
    return JsonPage.of("entries", request, Defaults.PAGE, AuditJson::write)
        .read(
            (limit, after) -> {
              AuditPage page = stores.of(request).audit().recent(filter, limit, after);
              return new JsonPage.Part<>(page.entries(), page.next());
            });
  }

  private static @Nullable AuditAction action(Request request) {
    String verb = request.query("action");
    AuditAction action = verb == null ? null : AuditAction.ofVerb(verb);
    if (verb != null && action == null) {
      List<String> verbs = new ArrayList<>();
      for (AuditAction known : AuditAction.values()) {
        verbs.add(known.verb());
      }
      throw ProblemException.invalid("unknown action; use " + String.join(", ", verbs));
    }
    return action;
  }
}
