package dev.atocore.server.door;

import dev.atocore.server.http.Answer;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Pages;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemJson;
import dev.atocore.server.http.Route;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.CookieImpl;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Gives answers, and problems as JSON or as a page, what every answer carries. */
final class Replies {
  private static final long FAILURE_DELAY_MILLIS = 500;

  private final Pages pages;
  private final BasePath base;
  private final AnswerSender sender;

  Replies(Pages pages, Lanes lanes, BasePath base) {
    this.pages = pages;
    this.base = base;
    this.sender = new AnswerSender(lanes, base);
  }

  /** Answers with a problem, unless an answer is on its way. */
  void refuse(UndertowRequest request, Problem problem, boolean delayed) {
    HttpServerExchange exchange = request.exchange();
    if (exchange.isResponseStarted()) {
      return;
    }
    if (!exchange.isRequestComplete()) {
      // What is left of the body is not worth reading.
      exchange.setPersistent(false);
    }
    request.refused(problem.code());
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

  /** Sends the answer. */
  void finish(UndertowRequest request, Answer answer, boolean delayed) {
    HttpServerExchange exchange = request.exchange();
    SecurityHeaders.add(exchange.getResponseHeaders(), request.route());
    Sessions.Session session = request.newSession();
    if (session != null) {
      exchange.setResponseCookie(
          new CookieImpl(session.cookie(), session.id())
              .setPath(base.text().isEmpty() ? "/" : base.text())
              .setHttpOnly(true)
              .setSecure(cameByHttps(exchange))
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

  /** What the first of several proxies saw, which is the one that the browser speaks to. */
  private static boolean cameByHttps(HttpServerExchange exchange) {
    String protocols = exchange.getRequestHeaders().getFirst(Headers.X_FORWARDED_PROTO);
    return protocols != null && protocols.split(",", 2)[0].strip().equalsIgnoreCase("https");
  }

  private Answer problemAnswer(UndertowRequest request, Problem problem) throws IOException {
    Route route = request.route();
    boolean forPeople = route == null ? request.wantsHtml() : route.kind() == Route.Kind.PAGE;
    if (!forPeople) {
      return ProblemJson.answer(request, problem);
    }
    if (problem.status() == 401) {
      return pages
          .login(request, 401, request.safe() ? request.target() : "/", "")
          .headers(problem.headers());
    }
    return pages.problem(request, problem).headers(problem.headers());
  }
}
