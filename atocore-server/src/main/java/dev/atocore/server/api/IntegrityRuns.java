package dev.atocore.server.api;

import dev.atocore.integrity.Integrity;
import dev.atocore.integrity.check.RunOptions;
import dev.atocore.integrity.result.IntegrityResult;
import dev.atocore.server.access.Stores;
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
  private final Stores stores;
  private final Integrity integrity;

  IntegrityRuns(Stores stores, Integrity integrity) {
    this.stores = stores;
    this.integrity = integrity;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/admin/integrity", Set.of(), this::last),
        Route.change("POST", "/admin/integrity/run", this::run).on(Lane.LONG));
  }

  private Answer last(Request request) throws IOException {
    IntegrityResult result =
        Integrity.last(stores.of(request))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.of(
                            404,
                            "no_result",
                            "no integrity run has left a result yet; POST /admin/integrity/run runs"
                                + " one")));
    return Answer.json(200, result::write);
  }

  private Answer run(Request request) throws IOException {
    Body body = Body.of(request, "checks");
    IntegrityResult result = integrity.run(RunOptions.all().checks(body.texts("checks")));
    return Answer.json(200, Integrity.seen(result, stores.of(request))::write);
  }
}
