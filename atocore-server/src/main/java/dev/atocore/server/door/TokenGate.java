package dev.atocore.server.door;

import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Backend;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.Problem;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Lets in who has a token, by an Authorization header or by the session of a browser. */
final class TokenGate {
  private static final String SCHEME = "Bearer ";

  private final Backend backend;
  private final Sessions sessions;
  private final FailureLimits limits;

  TokenGate(Backend backend, Sessions sessions, FailureLimits limits) {
    this.backend = backend;
    this.sessions = sessions;
    this.limits = limits;
  }

  /** Whether it is known at once who sends a request, as far as the store has to be asked. */
  boolean isReady(UndertowRequest request) {
    return backend.isReady() && sessions.knows(request.exchange());
  }

  /** Asks the store, on a thread that may wait. */
  void prepare(UndertowRequest request) {
    backend.prepare();
    try {
      sessions.caller(request.exchange());
    } catch (RuntimeException e) {
      // The same is thrown where it is answered.
    }
  }

  /** Why the request may not come in; null when it may, and then its caller is known. */
  @Nullable Refusal refuse(UndertowRequest request) {
    HeaderValues given = request.exchange().getRequestHeaders().get(Headers.AUTHORIZATION);
    Caller anybody = backend.anybody();
    if (anybody != null) {
      request.caller(anybody);
      return null;
    }
    if (given == null) {
      return refuseBrowser(request);
    }
    String value = given.getFirst();
    boolean bearer = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return given.size() == 1 && bearer
        ? refuse(request, value.substring(SCHEME.length()).strip())
        : failed(request, new Admission.Refused(null, "send the token as Authorization: Bearer"));
  }

  private @Nullable Refusal refuseBrowser(UndertowRequest request) {
    Caller known = sessions.caller(request.exchange());
    Caller caller = known == null ? null : backend.renew(known);
    if (caller != null) {
      request.caller(caller);
      return null;
    }
    if (known != null) {
      request.key(known.name());
      sessions.close(request.session());
    }
    return new Refusal(unauthorized("this server needs its API token or a key"), false);
  }

  /** What the login form brought. */
  @Nullable Refusal refuseLogin(UndertowRequest request, @Nullable String given) {
    Caller anybody = backend.anybody();
    if (anybody != null) {
      request.caller(anybody);
      return null;
    }
    return refuse(request, given == null ? "" : given.strip());
  }

  /** Whether anybody needs a token at all. */
  boolean needsToken() {
    return backend.anybody() == null;
  }

  private @Nullable Refusal refuse(UndertowRequest request, String token) {
    Admission admission = backend.admit(token);
    if (admission instanceof Admission.Known known) {
      request.caller(known.caller());
      return null;
    }
    return failed(request, (Admission.Refused) admission);
  }

  private Refusal failed(UndertowRequest request, Admission.Refused refused) {
    request.key(refused.name());
    InetAddress address = request.exchange().getSourceAddress().getAddress();
    long away = address == null ? 0 : limits.fail(address);
    Problem problem =
        away == 0
            ? unauthorized(refused.why())
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
