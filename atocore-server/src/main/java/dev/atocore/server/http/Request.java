package dev.atocore.server.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request, as handlers see it. Everything in it was sent by someone else. Belongs to one thread
 * at a time.
 */
public interface Request {
  /** The id of this request: in the audit log, the access log and the answer's X-Request-Id. */
  String id();

  /** GET, HEAD, POST… */
  String method();

  /** The path and the query as they were sent, without the base path. */
  String target();

  /**
   * The value of {@code {name}} in the route's path, decoded.
   *
   * @throws IllegalArgumentException if the route has none of that name
   */
  String path(String name);

  /**
   * A query parameter; null when it is not there or empty.
   *
   * @throws ProblemException if it is there twice
   */
  @Nullable String query(String name);

  /** The names of the query parameters. */
  Set<String> queryNames();

  /** Whether there is a query parameter of that name, empty or not. */
  boolean hasQuery(String name);

  /**
   * A query parameter that is a whole number of that range.
   *
   * @throws ProblemException if it is something else
   */
  default int query(String name, int otherwise, int min, int max) {
    String text = query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw ProblemException.invalid(
        name
            + " is no whole number between "
            + min
            + " and "
            + max
            + "; leave it out for "
            + otherwise);
  }

  /**
   * A header; null when it is not there.
   *
   * @throws ProblemException if it is there twice or is not UTF-8
   */
  @Nullable String header(String name);

  /** Whether the request is for one version only, by If-Match. */
  boolean hasPrecondition();

  /** What was sent; empty when nothing was. */
  byte[] body();

  /** A field of the form; null when it is not there. */
  @Nullable String field(String name);

  /**
   * Who sends it.
   *
   * @throws IllegalStateException if the route is open to all, whoever they are
   */
  Caller caller();

  /**
   * Who acts: the caller; where the caller may name who acts, whom the request names by
   * X-Atocore-Actor, else that one.
   */
  String actor(String otherwise);

  /** Notes the code of why it is not done, where the status of the answer may not say so. */
  void refused(String code);

  /** What was attached to it; null when nothing was. */
  @Nullable Attachment attachment();

  /** Attaches something, in place of what was. */
  void attach(Attachment attachment);

  /**
   * What a form of the answer must carry in its field {@code csrf}. Makes the answer set the
   * session's cookie if the browser has none.
   */
  String csrfToken();
}
