package dev.atocore.server.door;

import dev.atocore.server.http.Problem;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests whose end a proxy and this server could see in different places, which is how
 * one request is smuggled inside of another: RFC 9112, section 6. Undertow takes any transfer
 * coding for chunked, and what follows a GET for the next request.
 */
final class Framing {
  /** As many as fit a long, whatever they are. */
  private static final int MAX_LENGTH_DIGITS = 18;

  private Framing() {}

  /** Why the request may not come in; null when it may. */
  static @Nullable Problem refuse(HttpServerExchange exchange) {
    if (HeadWatch.folded(exchange)) {
      return invalid("a header must not go on in the next line");
    }
    HeaderMap headers = exchange.getRequestHeaders();
    HeaderValues codings = headers.get(Headers.TRANSFER_ENCODING);
    HeaderValues lengths = headers.get(Headers.CONTENT_LENGTH);
    if (codings != null
        && (lengths != null
            || codings.size() != 1
            || !codings.getFirst().equalsIgnoreCase("chunked")
            || exchange.isHttp10())) {
      return invalid("Transfer-Encoding must be chunked, alone, and without Content-Length");
    }
    if (lengths != null && (lengths.size() != 1 || !isNumber(lengths.getFirst()))) {
      return invalid("Content-Length must be one whole number of at most 18 digits");
    }
    boolean body = codings != null || (lengths != null && !lengths.getFirst().equals("0"));
    HttpString method = exchange.getRequestMethod();
    if (body && (method.equals(Methods.GET) || method.equals(Methods.HEAD))) {
      return invalid("a " + method + " has no body");
    }
    return null;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Problem invalid(String detail) {
    return Problem.of(400, "invalid_framing", detail);
  }
}
