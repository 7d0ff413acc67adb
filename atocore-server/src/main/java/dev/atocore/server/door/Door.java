package dev.atocore.server.door;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Attachment;
import dev.atocore.server.http.Backend;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Lane;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where every request comes in: it is named, checked, read, answered and counted. The checks come
 * in the order of their cost, before anything of the body is looked at.
 */
final class Door implements HttpHandler {
  private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");

  private final Routes routes;
  private final HostGate hosts;
  private final BasePath base;
  private final TokenGate tokens;
  private final Sessions sessions;
  private final BodyReader bodies;
  private final BodyCheck bodyCheck;
  private final Lanes lanes;
  private final Replies replies;
  private final Backend backend;
  private final RequestObserver observer;

  Door(
      Routes routes,
      HostGate hosts,
      BasePath base,
      TokenGate tokens,
      Sessions sessions,
      BodyReader bodies,
      Lanes lanes,
      Replies replies,
      Backend backend,
      RequestObserver observer) {
    this.routes = routes;
    this.hosts = hosts;
    this.base = base;
    this.tokens = tokens;
    this.sessions = sessions;
    this.bodies = bodies;
    this.bodyCheck = new BodyCheck(sessions);
    this.lanes = lanes;
    this.replies = replies;
    this.backend = backend;
    this.observer = observer;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    UndertowRequest request = new UndertowRequest(exchange, sessions, base);
    exchange.getResponseHeaders().put(REQUEST_ID, request.id());
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          HeadWatch.next(done);
          observer.answered(request.done());
          Attachment attachment = request.attachment();
          if (attachment != null) {
            attachment.answered(done.getStatusCode());
          }
          next.proceed();
        });
    try {
      admitWhenKnown(request);
    } catch (RuntimeException e) {
      replies.refuse(request, backend.problem(request, e), false);
    }
  }

  private void admitWhenKnown(UndertowRequest request) {
    HttpServerExchange exchange = request.exchange();
    Routes.Found found = routes.find(request.method(), request.path());
    if (found instanceof Routes.Match match) {
      request.route(match.route(), match.parameters());
    }
    if (!needsToken(request) || tokens.isReady(request)) {
      tryToAdmit(request, found);
    } else if (lanes.hasRoom(Lane.READ)) {
      // The store may be far away or gone, and this thread is that of many clients.
      exchange.dispatch(
          lanes.executor(Lane.READ),
          asking -> {
            tokens.prepare(request);
            asking.dispatch(asking.getIoThread(), known -> tryToAdmit(request, found));
          });
    } else {
      replies.refuse(request, busy("too many requests are waiting; try again"), false);
    }
  }

  private void tryToAdmit(UndertowRequest request, Routes.Found found) {
    try {
      admit(request, found);
    } catch (RuntimeException e) {
      replies.refuse(request, backend.problem(request, e), false);
    }
  }

  private void admit(UndertowRequest request, Routes.Found found) {
    HttpServerExchange exchange = request.exchange();
    Problem torn = Framing.refuse(exchange);
    if (torn != null) {
      exchange.setPersistent(false);
      throw new ProblemException(torn);
    }
    if (!isOldHealthCheck(request)) {
      require(hosts.refuse(exchange, isForAgents(request)));
    }
    if (needsToken(request)) {
      TokenGate.Refusal refusal = tokens.refuse(request);
      if (refusal != null) {
        replies.refuse(request, refusal.problem(), refusal.delayed());
        return;
      }
    }
    if (found instanceof Routes.OtherMethods others) {
      throw new ProblemException(
          Problem.of(405, "method_not_allowed", "this path takes " + others.allow())
              .header("Allow", others.allow()));
    }
    if (!(found instanceof Routes.Match match)) {
      throw new ProblemException(Problem.of(404, "not_found", "there is nothing at this path"));
    }
    checkActor(request);
    if (needsToken(request)) {
      require(request.caller().refuse(match.route().access()));
    }
    checkParameters(request, match.route());
    bodies.read(
        exchange,
        (body, problem) -> {
          if (problem == null) {
            request.body(body);
            dispatch(request, match.route());
          } else {
            replies.refuse(request, problem, false);
          }
        });
  }

  private static void require(@Nullable Problem problem) {
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private static boolean isForAgents(UndertowRequest request) {
    Route route = request.route();
    return route != null && route.kind() == Route.Kind.AGENT;
  }

  /** Load balancers ask by HTTP/1.0, which has no Host; a browser always sends one. */
  private static boolean isOldHealthCheck(UndertowRequest request) {
    Route route = request.route();
    return route != null
        && route.kind() == Route.Kind.OPEN
        && request.exchange().isHttp10()
        && !request.exchange().getRequestHeaders().contains(Headers.HOST);
  }

  private static boolean needsToken(UndertowRequest request) {
    Route route = request.route();
    if (route == null) {
      return true;
    }
    boolean open = route.kind() == Route.Kind.OPEN || route.kind() == Route.Kind.ASSET;
    return !open && !Login.isLogin(route);
  }

  /** Here, before anything is done. */
  private void checkActor(UndertowRequest request) {
    String actor = request.header("X-Atocore-Actor");
    if (actor != null) {
      backend.requireActor(actor);
      request.actAs(actor);
    }
  }

  private static void checkParameters(UndertowRequest request, Route route) {
    if (route.kind() != Route.Kind.API) {
      return;
    }
    for (String name : request.queryNames()) {
      if (!route.knows(name)) {
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

  private void dispatch(UndertowRequest request, Route route) {
    if (lanes.hasRoom(route.lane())) {
      request.exchange().dispatch(lanes.executor(route.lane()), exchange -> answer(request, route));
    } else {
      replies.refuse(request, busy("too many requests are waiting; try again"), false);
    }
  }

  /** On a thread of the lane. */
  private void answer(UndertowRequest request, Route route) {
    Answer answer;
    try {
      if (request.remaining().isZero() && route.lane() != Lane.LONG) {
        throw new ProblemException(busy("the request waited too long; try again"));
      }
      bodyCheck.check(request, route);
      answer = route.handler().handle(request);
    } catch (IOException | RuntimeException e) {
      replies.refuse(request, backend.problem(request, e), false);
      return;
    }
    replies.finish(request, answer, answer.delayed());
  }

  private static Problem busy(String detail) {
    return Problem.of(503, "busy", detail).header("Retry-After", "2");
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
