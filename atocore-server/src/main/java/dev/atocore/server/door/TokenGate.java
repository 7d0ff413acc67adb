package dev.atocore.server.door;

import dev.atocore.server.http.Problem;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lets in who knows the token, by an Authorization header or by the session of a browser. */
final class TokenGate {
  private static final String SCHEME = "Bearer ";

  private final @Nullable Predicate<String> token;
  private final Sessions sessions;
  private final FailureLimits limits;

  TokenGate(@Nullable Predicate<String> token, Sessions sessions, FailureLimits limits) {
    this.token = token;
    this.sessions = sessions;
    this.limits = limits;
  }

  /** Why the request may not come in; null when it may. */
  @Nullable Refusal refuse(UndertowRequest request) {
    if (token == null) {
      return null;
    }
    HeaderValues given = request.exchange().getRequestHeaders().get(Headers.AUTHORIZATION);
    if (given == null) {
      return sessions.isOpen(request.exchange())
          ? null
          : new Refusal(unauthorized("this server needs its API token"), false);
    }
    String value = given.getFirst();
    boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (given.size() == 1 && bearer && token.test(value.substring(SCHEME.length()).strip())) {
      return null;
    }
    return failed(request);
  }

  /** What the login form brought. */
  @Nullable Refusal refuseLogin(UndertowRequest request, @Nullable String given) {
    return token == null || (given != null && token.test(given.strip())) ? null : failed(request);
  }

  /** Whether there is a token at all. */
  boolean hasToken() {
    return token != null;
  }

  private Refusal failed(UndertowRequest request) {
    InetAddress address = request.exchange().getSourceAddress().getAddress();
    long away = address == null ? 0 : limits.fail(address);
    Problem problem =
        away == 0
            ? unauthorized("the API token is wrong")
            : Problem.of(
                    429, "too_many_failures", "too many wrong tokens; try again in " + away + " s")
                .header("Retry-After", Long.toString(away));
    return new Refusal(problem, true);
  }

  private static Problem unauthorized(String detail) {
    return Problem.of(401, "unauthorized", detail)
        .header("WWW-Authenticate", "Bearer realm=\"atocore\"");
  }

  /**
   * Not let in.
   *
   * @param problem why
   * @param delayed whether the answer is held back, which makes guessing slow
   */
  record Refusal(Problem problem, boolean delayed) {}
}
