package dev.atocore.server.door;

import dev.atocore.core.model.Change;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Where every request comes in: it is named, checked, read, answered and counted. The checks come
 * in the order of their cost, before anything of the body is looked at.
 */
final class Door implements HttpHandler {
  private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
  private static final Set<String> JSON_TYPES =
      Set.of("application/json", "application/merge-patch+json");
  private static final long FAILURE_DELAY_MILLIS = 500;

  private final Routes routes;
  private final Pages pages;
  private final HostGate hosts;
  private final TokenGate tokens;
  private final Sessions sessions;
  private final BodyReader bodies;
  private final Lanes lanes;
  private final AnswerSender sender;
  private final RequestObserver observer;

  Door(
      Routes routes,
      Pages pages,
      HostGate hosts,
      TokenGate tokens,
      Sessions sessions,
      BodyReader bodies,
      Lanes lanes,
      RequestObserver observer) {
    this.routes = routes;
    this.pages = pages;
    this.hosts = hosts;
    this.tokens = tokens;
    this.sessions = sessions;
    this.bodies = bodies;
    this.lanes = lanes;
    this.sender = new AnswerSender(lanes);
    this.observer = observer;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Request request = new Request(exchange, sessions);
    exchange.getResponseHeaders().put(REQUEST_ID, request.id());
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          observer.answered(RequestObserver.Done.of(request));
          next.proceed();
        });
    try {
      admit(request);
    } catch (RuntimeException e) {
      refuse(request, Failures.problem(request, e), false);
    }
  }

  private void admit(Request request) {
    HttpServerExchange exchange = request.exchange();
    Problem torn = Framing.refuse(exchange);
    if (torn != null) {
      exchange.setPersistent(false);
      refuse(request, torn, false);
      return;
    }
    Problem foreign = hosts.refuse(exchange);
    if (foreign != null) {
      refuse(request, foreign, false);
      return;
    }
    Routes.Found found = routes.find(request.method(), request.path());
    if (found instanceof Routes.Match match) {
      request.route(match.route(), match.parameters());
    }
    if (needsToken(request)) {
      TokenGate.Refusal refusal = tokens.refuse(request);
      if (refusal != null) {
        refuse(request, refusal.problem(), refusal.delayed());
        return;
      }
    }
    if (found instanceof Routes.OtherMethods others) {
      refuse(
          request,
          Problem.of(405, "method_not_allowed", "this path takes " + others.allow())
              .header("Allow", others.allow()),
          false);
    } else if (found instanceof Routes.Match match) {
      checkHeaders(request, match.route());
      bodies.read(
          exchange,
          (body, problem) -> {
            if (problem == null) {
              request.body(body);
              dispatch(request, match.route());
            } else {
              refuse(request, problem, false);
            }
          });
    } else {
      refuse(request, Problem.of(404, "not_found", "there is nothing at this path"), false);
    }
  }

  private boolean needsToken(Request request) {
    Route route = request.route();
    if (route == null) {
      return true;
    }
    boolean open = route.kind() == Route.Kind.OPEN || route.kind() == Route.Kind.ASSET;
    return !open && !Login.isLogin(route);
  }

  private static void checkHeaders(Request request, Route route) {
    String actor = request.header("X-Atocore-Actor");
    if (actor != null) {
      // Refused here, before anything is done, by the rule that the log itself has.
      Change.by(actor);
      request.actor(actor);
    }
    if (route.kind() == Route.Kind.API) {
      for (String name : request.queryNames()) {
        if (!route.parameters().contains(name)) {
          throw ProblemException.invalid(
              "there is no parameter \""
                  + shorten(name)
                  + "\" here"
                  + (route.parameters().isEmpty()
                      ? ""
                      : "; use " + String.join(", ", new TreeSet<>(route.parameters()))));
        }
      }
    }
  }

  private void dispatch(Request request, Route route) {
    if (!lanes.hasRoom(route.lane())) {
      refuse(
          request,
          Problem.of(503, "busy", "too many requests are waiting; try again")
              .header("Retry-After", "2"),
          false);
      return;
    }
    request.exchange().dispatch(lanes.executor(route.lane()), exchange -> answer(request, route));
  }

  /** On a thread of the lane. */
  private void answer(Request request, Route route) {
    Answer answer;
    try {
      if (request.remaining().isZero() && route.lane() != Lane.LONG) {
        throw new ProblemException(
            Problem.of(503, "busy", "the request waited too long; try again")
                .header("Retry-After", "2"));
      }
      checkBody(request, route);
      answer = route.handler().handle(request);
    } catch (IOException | RuntimeException e) {
      refuse(request, Failures.problem(request, e), false);
      return;
    }
    finish(request, answer, answer.delayed());
  }

  private void checkBody(Request request, Route route) {
    HttpServerExchange exchange = request.exchange();
    if (request.safe()) {
      return;
    }
    if (route.kind() == Route.Kind.PAGE) {
      if (request.body().length > 0 && !FormReader.isForm(exchange)) {
        throw new ProblemException(
            Problem.of(415, "unsupported_media_type", "send application/x-www-form-urlencoded"));
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
    } else {
      String type = FormReader.mediaType(exchange);
      boolean browser = exchange.getRequestHeaders().contains(Headers.ORIGIN);
      boolean wrong = !JSON_TYPES.contains(type) && (!type.isEmpty() || request.body().length > 0);
      if (wrong && (request.body().length > 0 || browser)) {
        throw new ProblemException(
            Problem.of(415, "unsupported_media_type", "send the body as application/json"));
      }
    }
  }

  private void refuse(Request request, Problem problem, boolean delayed) {
    HttpServerExchange exchange = request.exchange();
    if (exchange.isResponseStarted()) {
      return;
    }
    if (!exchange.isRequestComplete()) {
      // What is left of the body is not worth reading.
      exchange.setPersistent(false);
    }
    Answer answer;
    try {
      answer = problemAnswer(request, problem);
    } catch (IOException | RuntimeException e) {
      exchange.setStatusCode(500);
      exchange.endExchange();
      return;
    }
    finish(request, answer, delayed);
  }

  private Answer problemAnswer(Request request, Problem problem) throws IOException {
    Route route = request.route();
    boolean forPeople = route == null ? request.wantsHtml() : route.kind() == Route.Kind.PAGE;
    if (!forPeople) {
      return ProblemJson.answer(request, problem);
    }
    if (problem.status() == 401) {
      return pages
          .login(request, 401, request.safe() ? request.uri() : "/", "")
          .headers(problem.headers());
    }
    return pages.problem(request, problem).headers(problem.headers());
  }

  private void finish(Request request, Answer answer, boolean delayed) {
    HttpServerExchange exchange = request.exchange();
    SecurityHeaders.add(exchange.getResponseHeaders(), request.route());
    Sessions.Session session = request.newSession();
    if (session != null) {
      exchange.setResponseCookie(
          new CookieImpl(Sessions.COOKIE, session.id())
              .setPath("/")
              .setHttpOnly(true)
              .setSecure(
                  "https".equals(exchange.getRequestHeaders().getFirst(Headers.X_FORWARDED_PROTO)))
              .setSameSite(true)
              .setSameSiteMode("Strict"));
    }
    if (delayed) {
      Executor later =
          work ->
              exchange
                  .getIoThread()
                  .executeAfter(work, FAILURE_DELAY_MILLIS, TimeUnit.MILLISECONDS);
      exchange.dispatch(later, same -> sender.send(request, answer));
    } else if (exchange.isInIoThread()) {
      sender.send(request, answer);
    } else {
      // There, because an exchange that another thread completes makes the I/O thread, woken in the
      // middle of it by the client's next request, spin until that thread gets the processor back.
      exchange.dispatch(exchange.getIoThread(), same -> sender.send(request, answer));
    }
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
