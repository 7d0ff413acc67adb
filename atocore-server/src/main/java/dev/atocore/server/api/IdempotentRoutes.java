package dev.atocore.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.MemoryStore;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.AtoCoreException.Kind;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.core.model.Mutation;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Backend;
import dev.atocore.server.http.Handler;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.ProblemJson;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a request that comes again under its Idempotency-Key the answer it had, and does nothing.
 * What changes one memory keeps that in its own transaction, so it holds whenever the server dies;
 * any other answer is kept after the work is done.
 */
public final class IdempotentRoutes {
  private static final Logger log =
      LoggerFactory.getLogger("dev.atocore.server.api.IdempotentRoutes");
  private static final String HEADER = "Idempotency-Key";

  /** Refusals of the store, which are answers; what was refused before may be sent again. */
  private static final Set<Kind> ANSWERS = Set.of(Kind.NOT_FOUND, Kind.CONFLICT, Kind.REFUSED);

  private final MemoryStore store;
  private final Backend backend;

  /**
   * What was answered is kept in that store.
   *
   * @param backend explains what handlers throw
   */
  public IdempotentRoutes(MemoryStore store, Backend backend) {
    this.store = store;
    this.backend = backend;
  }

  /** Those routes; the ones that change something look at the key. */
  public List<Route> of(List<Route> routes) {
    List<Route> all = new ArrayList<>();
    for (Route route : routes) {
      all.add(
          route.method().equals("GET")
              ? route
              : route.handledBy(request -> answer(request, route.handler())));
    }
    return all;
  }

  /**
   * The key of a request; null when it has none. Quotes around it, which the header's draft wants
   * and few clients send, are no part of it.
   */
  static @Nullable IdempotencyKey key(Request request) {
    String header = request.header(HEADER);
    if (header == null) {
      return null;
    }
    String key = header.strip();
    if (key.length() > 1 && key.startsWith("\"") && key.endsWith("\"")) {
      key = key.substring(1, key.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
    }
    return IdempotencyKey.of(request.caller().name(), key, fingerprint(request));
  }

  /** All that decides what the request does. */
  private static byte[] fingerprint(Request request) {
    String head =
        String.join(
            "\n",
            request.method(),
            request.target(),
            String.valueOf(request.header("X-Atocore-Actor")),
            String.valueOf(request.header("If-Match")),
            "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(UTF_8));
    bytes.writeBytes(request.body());
    return bytes.toByteArray();
  }

  private Answer answer(Request request, Handler handler) throws IOException {
    IdempotencyKey key = key(request);
    if (key == null) {
      return handler.handle(request);
    }
    Answer first = known(key);
    if (first != null) {
      return first;
    }
    Answer answer;
    try {
      answer = handler.handle(request);
    } catch (AtoCoreException | ProblemException e) {
      // It may have come twice at once, and the other was done in the meantime.
      first = known(key);
      if (first != null) {
        return first;
      }
      if (!(e instanceof AtoCoreException refusal) || !ANSWERS.contains(refusal.kind())) {
        throw e;
      }
      Problem problem = backend.problem(request, e);
      answer = ProblemJson.answer(request, problem);
    }
    keep(key, answer);
    return answer;
  }

  private @Nullable Answer known(IdempotencyKey key) throws IOException {
    AnsweredRequest answered = store.answeredRequests().find(key).orElse(null);
    if (answered == null) {
      return null;
    }
    Optional<Mutation> change = store.memories().done(key);
    if (change.isPresent()) {
      return again(MemoryWrites.answer(change.get()));
    }
    String body = answered.body();
    if (body == null) {
      throw new ProblemException(
          Problem.of(
              409,
              "answer_not_kept",
              "this request was done before, and nothing was done now; its answer was too long to"
                  + " be kept"));
    }
    if (body.isEmpty()) {
      return again(Answer.empty(answered.status()));
    }
    String type = answered.status() < 400 ? "application/json" : "application/problem+json";
    return again(Answer.bytes(answered.status(), type, body.getBytes(UTF_8)));
  }

  private static Answer again(Answer answer) {
    return answer.header("Idempotent-Replayed", "true");
  }

  /** What was done is done: that a repeat will not be recognised is no reason to say otherwise. */
  private void keep(IdempotencyKey key, Answer answer) {
    try {
      if (answer.body() instanceof Answer.Whole whole
          && store.answeredRequests().find(key).isEmpty()) {
        store.answeredRequests().keep(key, answer.status(), new String(whole.bytes(), UTF_8));
      }
    } catch (AtoCoreException e) {
      log.warn("An answer could not be kept for its {}: {}", HEADER, e.getMessage());
    }
  }
}
