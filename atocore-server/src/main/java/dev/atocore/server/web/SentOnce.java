package dev.atocore.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.idempotency.AnsweredRequest;
import dev.atocore.core.idempotency.AnsweredRequests;
import dev.atocore.core.model.IdempotencyKey;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Handler;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A form that is sent twice, by a double click or by going back and on, is done once and leads to
 * where it led. Each rendering of a page names itself in the field {@code once}; what a form led to
 * is kept where that of an Idempotency-Key is, for a day. Thread-safe.
 */
final class SentOnce {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.web.SentOnce");
  private static final String FIELD = "once";
  private static final int LOCKS = 64;

  private final AnsweredRequests answered;
  private final Object[] locks = new Object[LOCKS];

  SentOnce(AnsweredRequests answered) {
    this.answered = answered;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new Object();
    }
  }

  /** Those routes, the forms among them once for each rendering. */
  List<Route> of(List<Route> routes) {
    return routes.stream()
        .map(
            route ->
                route.method().equals("GET")
                    ? route
                    : route.handledBy(request -> answer(request, route.handler())))
        .toList();
  }

  private Answer answer(Request request, Handler handler) throws IOException {
    IdempotencyKey key = key(request);
    if (key == null) {
      return handler.handle(request);
    }
    // The second click waits until it is known where the first one led.
    synchronized (locks[Math.floorMod(key.id().hashCode(), LOCKS)]) {
      String led = answered.find(key).map(AnsweredRequest::body).orElse(null);
      if (led != null) {
        return Answer.seeOther(led);
      }
      Answer answer = handler.handle(request);
      String to = answer.headers().get("Location");
      if (to != null) {
        keep(key, answer.status(), to);
      }
      return answer;
    }
  }

  /** Of all that was sent: other forms of the same rendering are other requests. */
  private static @Nullable IdempotencyKey key(Request request) {
    if (request.field(FIELD) == null) {
      return null;
    }
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.writeBytes((request.target() + "\n").getBytes(UTF_8));
    sent.writeBytes(request.body());
    String sender = request.caller().name();
    byte[] all = sent.toByteArray();
    return IdempotencyKey.of(
        sender, "form:" + IdempotencyKey.of(sender, "form", all).fingerprint(), all);
  }

  /** What was done is done: that a repeat will not be recognised is no reason to say otherwise. */
  private void keep(IdempotencyKey key, int status, String to) {
    try {
      answered.keep(key, status, to);
    } catch (AtoCoreException e) {
      log.warn("Where a form led could not be kept: {}", e.getMessage());
    }
  }
}
