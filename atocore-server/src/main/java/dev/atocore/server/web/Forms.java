package dev.atocore.server.web;

import dev.atocore.core.error.AtoCoreException;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.model.Change;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import org.jspecify.annotations.Nullable;

/** What the forms of the pages bring. */
final class Forms {
  /** Who acts on the pages unless the request says. */
  static final String ACTOR = "web";

  private Forms() {}

  /** A change by whoever the request names, else by that actor, as part of this request. */
  static Change change(Request request, String actor) {
    return Change.by(request.actor(actor)).requestId(request.id());
  }

  /**
   * A field that must be there.
   *
   * @throws ProblemException if it is not
   */
  static String required(Request request, String name) {
    String value = request.field(name);
    if (value == null) {
      throw ProblemException.invalid("the form lacks the field " + name);
    }
    return value;
  }

  /** A field that a person may leave blank; null then. */
  static @Nullable String optional(Request request, String name) {
    String value = request.field(name);
    return value == null || value.isBlank() ? null : value;
  }

  /**
   * A whole number that must be there.
   *
   * @throws ProblemException if it is not
   */
  static long number(Request request, String name) {
    try {
      return Long.parseLong(required(request, name));
    } catch (NumberFormatException e) {
      throw ProblemException.invalid("the field " + name + " of the form is no whole number");
    }
  }

  /** Does it, and gives the code of what came of it: that one, or why it was refused. */
  static String outcome(String done, Runnable act) {
    try {
      act.run();
      return done;
    } catch (StoreException e) {
      throw e;
    } catch (AtoCoreException e) {
      return e.code();
    }
  }

  /** These fields, where they are given, as the rest of a query: the way back to a page. */
  static String query(Request request, String... names) {
    StringBuilder query = new StringBuilder();
    for (String name : names) {
      String value = request.field(name);
      if (value != null && !value.isEmpty()) {
        query.append('&').append(name).append('=').append(Show.encode(value));
      }
    }
    return query.toString();
  }
}
