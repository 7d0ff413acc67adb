package dev.atocore.server.door;

import dev.atocore.alerts.text.AlertsException;
import dev.atocore.audit.entry.AuditException;
import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.ConflictException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.IllegalTransitionException;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.error.StoreException;
import dev.atocore.integrity.check.IntegrityException;
import dev.atocore.server.http.Problem;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what a handler throws becomes a problem. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.server.http.Failures");

  private Failures() {}

  static Problem problem(Request request, Throwable failure) {
    if (failure instanceof ProblemException e) {
      return e.problem();
    }
    if (failure instanceof AtoCoreException e) {
      return Problem.of(status(e, request), e.code(), detail(e));
    }
    if (failure instanceof IntegrityException e) {
      return Problem.of(e.code().startsWith("unknown_") ? 400 : 409, e.code(), detail(e));
    }
    if (failure instanceof AuditException e) {
      log.error("{} {} failed: {}", request.method(), request.id(), e.toString());
      return Problem.of(500, e.code(), detail(e));
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

  private static int status(AtoCoreException failure, Request request) {
    if (failure instanceof ConflictException) {
      return request.hasPrecondition() ? 412 : 409;
    }
    if (failure instanceof DuplicateException || failure instanceof IllegalTransitionException) {
      return 409;
    }
    if (failure instanceof InvalidInputException) {
      return 400;
    }
    if (failure instanceof NotFoundException) {
      return 404;
    }
    if (failure instanceof StoreException) {
      log.error("Request {} failed: {}", request.id(), failure.getMessage());
    }
    return 503;
  }

  private static String detail(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
