package dev.atocore.server.door;

import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Route;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Set;

/** Checks what a request that changes something brings: its media type, and a form's own token. */
final class BodyCheck {
  private static final Set<String> JSON_TYPES =
      Set.of("application/json", "application/merge-patch+json");

  private final Sessions sessions;

  BodyCheck(Sessions sessions) {
    this.sessions = sessions;
  }

  /**
   * Reads the fields of a form as well.
   *
   * @throws ProblemException if the body is not what the route takes
   */
  void check(UndertowRequest request, Route route) {
    if (request.safe()) {
      return;
    }
    if (route.kind() == Route.Kind.PAGE) {
      checkForm(request);
    } else {
      checkJson(request);
    }
  }

  private void checkForm(UndertowRequest request) {
    if (request.body().length > 0 && !FormReader.isForm(request.exchange())) {
      throw unsupported("send application/x-www-form-urlencoded");
    }
    request.fields(FormReader.read(request.body()));
    String given = request.field("csrf");
    if (given == null) {
      given = request.header("X-CSRF-Token");
    }
    if (!sessions.csrfHolds(request.session(), given)) {
      throw new ProblemException(
          Problem.of(403, "csrf", "the form is out of date; load the page again and repeat"));
    }
  }

  private static void checkJson(UndertowRequest request) {
    HttpServerExchange exchange = request.exchange();
    String type = FormReader.mediaType(exchange);
    boolean browser = exchange.getRequestHeaders().contains(Headers.ORIGIN);
    boolean body = request.body().length > 0;
    if (!JSON_TYPES.contains(type) && (body || (browser && !type.isEmpty()))) {
      throw unsupported("send the body as application/json");
    }
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(Problem.of(415, "unsupported_media_type", detail));
  }
}
