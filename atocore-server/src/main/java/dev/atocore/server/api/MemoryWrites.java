package dev.atocore.server.api;

import dev.atocore.audit.entry.AuditAction;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Defaults;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.Mutation;
import dev.atocore.core.model.NewMemory;
import dev.atocore.server.access.Stores;
import dev.atocore.server.http.Access;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Changing memories. The header X-Atocore-Outcome says what was done. */
final class MemoryWrites {
  /** Who acts over HTTP, unless the request says. */
  private static final String ACTOR = "api-http";

  private static final String DUPLICATE = "allow_duplicate";
  private static final String AGAIN = "again";

  private final Stores stores;

  MemoryWrites(Stores stores) {
    this.stores = stores;
  }

  List<Route> routes() {
    return List.of(
        Route.change("POST", "/memory", this::create).takes(Access.PROPOSE),
        Route.change("PATCH", "/memory/{id}", this::update).takes(Access.PROPOSE),
        Route.change("POST", "/memory/{id}/promote", this::promote).takes(Access.CURATE),
        Route.change("POST", "/memory/{id}/reject", this::reject).takes(Access.PROPOSE),
        Route.change("POST", "/memory/{id}/invalidate", this::invalidate).takes(Access.CURATE),
        Route.change("POST", "/memory/{id}/supersede", this::supersede).takes(Access.CURATE),
        Route.change("POST", "/memory/{id}/reinforce", this::reinforce).takes(Access.PROPOSE),
        Route.change("POST", "/memory/{id}/revert", this::revert).takes(Access.CURATE));
  }

  private Answer create(Request request) throws IOException {
    Body body = Body.of(request, MemoryFields.and("status", DUPLICATE, AGAIN));
    NewMemory memory = MemoryFields.create(body);
    Memory created = stores.of(request).memories().create(memory, note(request, body));
    return answer(new Mutation(created, AuditAction.CREATED));
  }

  private Answer update(Request request) throws IOException {
    Body body = Body.of(request, MemoryFields.and(DUPLICATE, AGAIN));
    MemoryPatch patch = MemoryFields.patch(body);
    return answer(
        stores.of(request).memories().update(request.path("id"), patch, change(request, body)));
  }

  private Answer promote(Request request) throws IOException {
    Body body = Body.of(request, "note", DUPLICATE);
    return answer(stores.of(request).memories().promote(request.path("id"), change(request, body)));
  }

  private Answer reject(Request request) throws IOException {
    Body body = Body.of(request, "note");
    return answer(stores.of(request).memories().reject(request.path("id"), change(request, body)));
  }

  private Answer invalidate(Request request) throws IOException {
    Body body = Body.of(request, "note");
    return answer(
        stores.of(request).memories().invalidate(request.path("id"), change(request, body)));
  }

  private Answer supersede(Request request) throws IOException {
    Body body = Body.of(request, "by", "note");
    return answer(
        stores
            .of(request)
            .memories()
            .supersede(request.path("id"), body.required("by"), change(request, body)));
  }

  private Answer reinforce(Request request) throws IOException {
    Body body = Body.of(request, "delta", "note");
    Double delta = body.number("delta");
    return answer(
        stores
            .of(request)
            .memories()
            .reinforce(
                request.path("id"), delta == null ? Defaults.DELTA : delta, change(request, body)));
  }

  private Answer revert(Request request) throws IOException {
    Body body = Body.of(request, "to_version", "note", DUPLICATE);
    long version = body.requiredWhole("to_version");
    if (version < 1) {
      throw ProblemException.invalid("to_version is " + version + ", not at least 1");
    }
    return answer(
        stores.of(request).memories().revert(request.path("id"), version, change(request, body)));
  }

  private Change change(Request request, Body body) {
    return note(request, body)
        .ifVersion(EntityTags.demanded(request, stores.of(request), request.path("id")));
  }

  private static Change note(Request request, Body body) {
    Change noted =
        Change.by(request.actor(ACTOR))
            .requestId(request.id())
            .note(body.text("note"))
            .once(IdempotentRoutes.key(request));
    Change duplicate = body.flag(DUPLICATE) ? noted.allowingDuplicate() : noted;
    return body.flag(AGAIN) ? duplicate.sayingAgain() : duplicate;
  }

  /** What is said of a change, at first and to who asks for it again. */
  static Answer answer(Mutation mutation) throws IOException {
    Memory memory = mutation.memory();
    AuditAction action = mutation.action();
    boolean created = action == AuditAction.CREATED;
    Answer answer =
        Answer.json(created ? 201 : 200, json -> MemoryJson.write(json, memory))
            .header("ETag", EntityTags.of(memory))
            .header("X-Atocore-Outcome", action == null ? "unchanged" : action.verb());
    return created
        ? answer.header(
            "Location", "/memory/" + URLEncoder.encode(memory.id(), StandardCharsets.UTF_8))
        : answer;
  }
}
