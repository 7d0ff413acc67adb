package dev.atocore.server.http;

import dev.atocore.core.model.Change;
import dev.atocore.server.door.Sessions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.time.Duration;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request, as handlers see it. Everything in it was sent by someone else. Belongs to one thread
 * at a time.
 */
public final class Request {
  /** Who acts over HTTP, unless the request says. */
  public static final String ACTOR = "api-http";

  static final Duration BUDGET = Duration.ofSeconds(10);

  private final HttpServerExchange exchange;
  private final String id = UUID.randomUUID().toString();
  private final long startNanos = System.nanoTime();
  private long wholeNanos = startNanos;
  private final Sessions sessions;
  private Map<String, String> pathParameters = Map.of();
  private @Nullable Route route;
  private byte[] body = new byte[0];
  private Map<String, String> fields = Map.of();
  private @Nullable String actor;
  private Sessions.@Nullable Session session;

  public Request(HttpServerExchange exchange, Sessions sessions) {
    this.exchange = exchange;
    this.sessions = sessions;
  }

  /** The id of this request: in the audit log, the access log and the answer's X-Request-Id. */
  public String id() {
    return id;
  }

  /** GET, HEAD, POST… */
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  /** Whether it must change nothing. */
  public boolean safe() {
    String method = method();
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The path, decoded. */
  public String path() {
    return exchange.getRelativePath();
  }

  /** The path and the query as they were sent. */
  public String uri() {
    String query = exchange.getQueryString();
    return exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
  }

  /** The value of {@code {name}} in the route's path, decoded. */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /**
   * A query parameter; null when it is not there or empty.
   *
   * @throws ProblemException if it is there twice
   */
  public @Nullable String query(String name) {
    Deque<String> values = exchange.getQueryParameters().get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw ProblemException.invalid("the parameter " + name + " is there more than once");
    }
    String value = values.getFirst();
    return value.isEmpty() ? null : value;
  }

  /**
   * A query parameter that is a whole number of that range.
   *
   * @throws ProblemException if it is something else
   */
  public int query(String name, int otherwise, int min, int max) {
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
      // Told below.
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

  /** The names of the query parameters. */
  public Set<String> queryNames() {
    return exchange.getQueryParameters().keySet();
  }

  /**
   * A header; null when it is not there.
   *
   * @throws ProblemException if it is there twice or is not UTF-8
   */
  public @Nullable String header(String name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw ProblemException.invalid("the header " + name + " is there more than once");
    }
    return HeaderText.utf8(name, values.getFirst());
  }

  /** What was sent; empty when nothing was. */
  public byte[] body() {
    return body;
  }

  /** A field of the form; null when it is not there. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  public boolean hasPrecondition() {
    return exchange.getRequestHeaders().contains(Headers.IF_MATCH);
  }

  /** Whether htmx asks, which puts the answer into the page in place of opening it. */
  public boolean fromHtmx() {
    return "true".equals(exchange.getRequestHeaders().getFirst("HX-Request"));
  }

  /** Whether a person's browser asks for a page. */
  public boolean wantsHtml() {
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    return accept != null && accept.contains("text/html");
  }

  /** A change by whoever the request names, else {@code api-http}, as part of this request. */
  public Change change() {
    return changeBy(ACTOR);
  }

  /** A change by whoever the request names, else by that actor, as part of this request. */
  public Change changeBy(String otherwise) {
    return Change.by(actor == null ? otherwise : actor).requestId(id);
  }

  /**
   * What a form of the answer must carry in its field {@code csrf}. Makes the answer set the
   * session's cookie if the browser has none.
   */
  public String csrfToken() {
    return sessions.csrfToken(session());
  }

  /**
   * What is left of the time that an answer may take, counted from when the request was here as a
   * whole; zero when it is over.
   */
  public Duration remaining() {
    Duration left = BUDGET.minusNanos(System.nanoTime() - wholeNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  public Sessions.Session session() {
    Sessions.Session known = session;
    if (known == null) {
      known = sessions.of(exchange);
      session = known;
    }
    return known;
  }

  /** The session whose cookie the answer must set; null when there is none to set. */
  public Sessions.@Nullable Session newSession() {
    return session != null && session.fresh() ? session : null;
  }

  public void session(Sessions.Session changed) {
    session = changed;
  }

  public void body(byte[] received) {
    wholeNanos = System.nanoTime();
    body = received;
  }

  public void fields(Map<String, String> form) {
    fields = new HashMap<>(form);
  }

  public void actor(@Nullable String named) {
    actor = named;
  }

  @Nullable String namedActor() {
    return actor;
  }

  /** The route, once it is known. */
  public @Nullable Route route() {
    return route;
  }

  public void route(Route found, Map<String, String> parameters) {
    route = found;
    pathParameters = parameters;
  }

  public HttpServerExchange exchange() {
    return exchange;
  }

  long startNanos() {
    return startNanos;
  }
}
