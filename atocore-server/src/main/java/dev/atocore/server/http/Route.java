package dev.atocore.server.http;

import java.util.Set;

/**
 * What answers one method on one path.
 *
 * @param method GET, POST or PATCH; GET also answers HEAD
 * @param path a template such as {@code /memory/{id}}; {@code /assets/*} takes all below
 * @param kind who it is for
 * @param lane the threads it runs on
 * @param parameters the query parameters it knows; for {@link Kind#API} any other is refused
 * @param handler does it
 */
public record Route(
    String method, String path, Kind kind, Lane lane, Set<String> parameters, Handler handler) {
  /** Copies the set. */
  public Route {
    parameters = Set.copyOf(parameters);
  }

  /** Who a route is for: it decides how errors look and what a POST must carry. */
  public enum Kind {
    /** Programs: JSON in and out. */
    API,
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
    return new Route("GET", path, Kind.PAGE, Lane.READ, Set.of(), handler);
  }

  /** What a form of a page posts to. */
  public static Route form(String path, Handler handler) {
    return new Route("POST", path, Kind.PAGE, Lane.WRITE, Set.of(), handler);
  }

  /** Files of the pages. */
  public static Route asset(String path, Handler handler) {
    return new Route("GET", path, Kind.ASSET, Lane.READ, Set.of(), handler);
  }

  /** An endpoint that reads. */
  public static Route get(String path, Set<String> parameters, Handler handler) {
    return new Route("GET", path, Kind.API, Lane.READ, parameters, handler);
  }

  /** An endpoint that changes something. */
  public static Route change(String method, String path, Handler handler) {
    return new Route(method, path, Kind.API, Lane.WRITE, Set.of(), handler);
  }

  /** The same on those threads. */
  public Route on(Lane newLane) {
    return new Route(method, path, kind, newLane, parameters, handler);
  }

  /** The same, answered without a token. */
  public Route open() {
    return new Route(method, path, Kind.OPEN, lane, parameters, handler);
  }
}
