package dev.atocore.mcp.tool;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.DuplicateException;
import dev.atocore.core.error.KeyReusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a model is told of a call that failed: what happened, and what to do. */
public final class Failures {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.mcp.Failures");

  private Failures() {}

  /** A line for a failure, beginning with its code. */
  public static String text(RuntimeException failure) {
    if (failure instanceof AtoCoreException e) {
      if (e instanceof DuplicateException duplicate) {
        return "duplicate: memory "
            + duplicate.existingId()
            + " says the same already, so nothing was written. Call memory_reinforce with its id"
            + " if this confirms it.";
      }
      if (e instanceof KeyReusedException) {
        return e.code()
            + ": another call had this request_id within the last 24 hours, so nothing was done."
            + " Give each call a request_id of its own.";
      }
      return e.code() + ": " + e.getMessage() + hint(e);
    }
    log.error("A tool failed", failure);
    return "internal_error: this is a fault of AtoCore, and its log says more. Nothing was changed"
        + " unless memory_history shows it.";
  }

  private static String hint(AtoCoreException failure) {
    return switch (failure.kind()) {
      case INVALID -> ". Correct the arguments and call again.";
      case NOT_FOUND -> ". Find ids with memory_search.";
      case CONFLICT ->
          ". Read it with memory_get, and call again with its version if the change is still"
              + " right.";
      case FORBIDDEN -> ". Ask the human that you work for to do it.";
      case REFUSED -> ". Read it with memory_get before you try something else.";
      case UNAVAILABLE -> ". Try again later, and tell the human that you work for.";
      case FAILED -> ". Tell the human that you work for.";
    };
  }
}
