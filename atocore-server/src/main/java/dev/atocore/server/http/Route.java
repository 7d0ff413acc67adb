package dev.atocore.server.http;

import java.util.Set;

/**
 * What answers one method on one path.
 *
 * @param method GET, POST, PATCH or DELETE; GET also answers HEAD
 * @param path a template such as {@code /memory/{id}}; {@code /assets/*} takes all below
 * @param kind who it is for
 * @param lane the threads it runs on
 * @param access what its callers must be trusted with
 * @param parameters the query parameters it knows, {@code meta.*} for all that begin so; for {@link
 *     Kind#API} any other is refused
 * @param handler does it
 */
public record Route(
    String method,
    String path,
    Kind kind,
    Lane lane,
    Access access,
    Set<String> parameters,
    Handler handler) {
  /** Copies the set. */
  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** Who a route is for: it decides how errors look and what a POST must carry. */
  public enum Kind {
    /** Programs: JSON in and out. */
    API,
    /** Agents: the same, also from pages of names that the operator allowed. */
    AGENT,
    /** People: HTML out, forms in. */
    PAGE,
    /**
     * A file that belongs to the pages; the same for everyone, so it needs no token and is cached.
     */
    ASSET,
    /** Answered without a token, whoever asks. */
    OPEN
  }

  /** A page: reads, changes nothing. */
  public static Route page(String path, Handler handler) {
    return new Route("GET", path, Kind.PAGE, Lane.READ, Access.READ, Set.of(), handler);
  }

  /** What a form of a page posts to: for operators, unless it says otherwise. */
  public static Route form(String path, Handler handler) {
    return new Route("POST", path, Kind.PAGE, Lane.WRITE, Access.OPERATE, Set.of(), handler);
  }

  /** Files of the pages. */
  public static Route asset(String path, Handler handler) {
    return new Route("GET", path, Kind.ASSET, Lane.READ, Access.READ, Set.of(), handler);
  }

  /** An endpoint that reads. */
  public static Route get(String path, Set<String> parameters, Handler handler) {
    return new Route("GET", path, Kind.API, Lane.READ, Access.READ, parameters, handler);
  }

  /** An endpoint that changes something: for operators, unless it says otherwise. */
  public static Route change(String method, String path, Handler handler) {
    return new Route(method, path, Kind.API, Lane.WRITE, Access.OPERATE, Set.of(), handler);
  }

  /** What agents talk to; what they may do is decided behind it. */
  public static Route agent(String method, String path, Handler handler) {
    return new Route(method, path, Kind.AGENT, Lane.WRITE, Access.READ, Set.of(), handler);
  }

  /** Whether it knows that query parameter. */
  public boolean knows(String parameter) {
    int dot = parameter.indexOf('.') + 1;
    return parameters.contains(parameter)
        || (dot > 0
            && dot < parameter.length()
            && parameters.contains(parameter.substring(0, dot) + "*"));
  }

  /** The same on those threads. */
  public Route on(Lane newLane) {
    return new Route(method, path, kind, newLane, access, parameters, handler);
  }

  /** The same for callers that are trusted with that. */
  public Route takes(Access newAccess) {
    return new Route(method, path, kind, lane, newAccess, parameters, handler);
  }

  /** The same, done by that handler. */
  public Route handledBy(Handler newHandler) {
    return new Route(method, path, kind, lane, access, parameters, newHandler);
  }

  /** The same, answered without a token. */
  public Route open() {
    return new Route(method, path, Kind.OPEN, lane, access, parameters, handler);
  }
}
