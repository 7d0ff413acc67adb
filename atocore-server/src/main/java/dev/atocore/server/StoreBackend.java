package dev.atocore.server;

import dev.atocore.alerts.Alerts;
import dev.atocore.alerts.event.AlertRequest;
import dev.atocore.alerts.event.AlertsException;
import dev.atocore.alerts.event.Severity;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.KeyReusedException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.OwnActor;
import dev.atocore.server.access.Callers;
import dev.atocore.server.http.Admission;
import dev.atocore.server.http.Backend;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's rules for the door, and the one place where what a handler throws becomes a problem.
 */
final class StoreBackend implements Backend {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.Failures");

  private final Alerts alerts;
  private final Callers callers;
  private final Outage outage;
  private final AtomicBoolean replaced = new AtomicBoolean();

  /**
   * The rules of a store.
   *
   * @param alerts where one goes when the store is replaced
   * @param callers who may come in
   * @param outage told of requests that did not reach the store
   */
  StoreBackend(Alerts alerts, Callers callers, Outage outage) {
    this.alerts = alerts;
    this.outage = outage;
    this.callers = callers;
  }

  @Override
  public boolean isReady() {
    return callers.areKnown();
  }

  @Override
  public void prepare() {
    callers.lookAgain();
  }

  @Override
  public @Nullable Caller anybody() {
    return callers.anybody();
  }

  @Override
  public Admission admit(String token) {
    return callers.admit(token);
  }

  @Override
  public @Nullable Caller renew(Caller caller) {
    return callers.renew(caller);
  }

  @Override
  public void requireActor(String name) {
    OwnActor.requireCaller(name);
  }

  @Override
  public Problem problem(Request request, Throwable failure) {
    if (failure instanceof ProblemException e) {
      return e.problem();
    }
    if (failure instanceof AtoCoreException e) {
      if (e instanceof StoreException failed) {
        log.error("Request {} failed: {}", request.id(), e.getMessage());
        tellIfReplaced(e);
        outage.noticed(failed);
      }
      Problem problem = Problem.of(status(e, request), e.code(), detail(e));
      return e.code().equals(StoreException.UNREACHABLE)
          ? problem.header("Retry-After", "2")
          : problem;
    }
    if (failure instanceof AlertsException e) {
      return Problem.of(500, e.code(), detail(e));
    }
    log.error("Request {} failed", request.id(), failure);
    return Problem.of(
        500,
        "internal_error",
        "internal error; the server's log tells more of request " + request.id());
  }

  /** Once: it is so until this process ends. */
  private void tellIfReplaced(AtoCoreException failure) {
    if (failure.code().equals(StoreException.REPLACED) && replaced.compareAndSet(false, true)) {
      alerts.emit(
          AlertRequest.of(
              Severity.CRITICAL,
              "The server's store was replaced",
              "It answers every request with 503 until it is started again: " + detail(failure)));
    }
  }

  private static int status(AtoCoreException failure, Request request) {
    if (failure instanceof KeyReusedException) {
      return 422;
    }
    return switch (failure.kind()) {
      case INVALID -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> request.hasPrecondition() ? 412 : 409;
      case REFUSED -> 409;
      case UNAVAILABLE -> 503;
      case FAILED -> 500;
    };
  }

  private static String detail(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
