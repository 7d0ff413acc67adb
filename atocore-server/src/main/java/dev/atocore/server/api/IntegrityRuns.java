package dev.atocore.server.api;

import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What the checks found, and running them. */
final class IntegrityRuns {
  private final MemoryStore store;
  private final Integrity integrity;

  IntegrityRuns(MemoryStore store, Alerts alerts) {
    this.store = store;
    this.integrity = Integrity.of(store, alerts);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/admin/integrity", Set.of(), this::last),
        Route.change("POST", "/admin/integrity/run", this::run).on(Lane.LONG));
  }

  private Answer last(Request request) throws IOException {
    IntegrityResult result =
        Integrity.last(store)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            404,
                            "no_result",
                            "no integrity run has left a result yet; POST /admin/integrity/run runs one")));
    return Answer.json(200, result::write);
  }

  private Answer run(Request request) throws IOException {
    Body body = Body.of(request, "checks");
    IntegrityResult result = integrity.run(RunOptions.all().checks(body.texts("checks")));
    return Answer.json(200, result::write);
  }
}
