package dev.atocore.server.door;

import dev.atocore.server.http.Attachment;
import dev.atocore.server.http.BasePath;
import dev.atocore.server.http.Caller;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import dev.atocore.server.http.RequestObserver;
import dev.atocore.server.http.Route;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request, and what the door learns of it on its way to the handler. */
final class UndertowRequest implements Request {
  private static final Duration BUDGET = Duration.ofSeconds(10);

  private final HttpServerExchange exchange;
  private final String id = UUID.randomUUID().toString();
  private final long startNanos = System.nanoTime();
  private long wholeNanos = startNanos;
  private final Sessions sessions;
  private final BasePath base;
  private Map<String, String> pathParameters = Map.of();
  private @Nullable Route route;
  private byte[] body = new byte[0];
  private Map<String, String> fields = Map.of();
  private @Nullable String actor;
  private @Nullable Caller caller;
  private @Nullable String key;
  private @Nullable String refusal;
  private Sessions.@Nullable Session session;
  private @Nullable Attachment attachment;

  UndertowRequest(HttpServerExchange exchange, Sessions sessions, BasePath base) {
    this.exchange = exchange;
    this.sessions = sessions;
    this.base = base;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  /** Whether it must change nothing. */
  boolean safe() {
    String method = method();
    return method.equals("GET") || method.equals("HEAD");
  }

  /** The path, decoded, without the base path. */
  String path() {
    return base.strip(exchange.getRelativePath());
  }

  @Override
  public String target() {
    return base.strip(uri());
  }

  /** The path and the query as they were sent. */
  String uri() {
    String query = exchange.getQueryString();
    return exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
  }

  @Override
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  @Override
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

  @Override
  public boolean hasQuery(String name) {
    return exchange.getQueryParameters().containsKey(name);
  }

  @Override
  public Set<String> queryNames() {
    return exchange.getQueryParameters().keySet();
  }

  @Override
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

  @Override
  public boolean hasPrecondition() {
    return exchange.getRequestHeaders().contains(Headers.IF_MATCH);
  }

  /** Whether a person's browser asks for a page. */
  boolean wantsHtml() {
    String accept = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    return accept != null && accept.contains("text/html");
  }

  @Override
  public byte[] body() {
    return body;
  }

  void body(byte[] received) {
    wholeNanos = System.nanoTime();
    body = received;
  }

  @Override
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  void fields(Map<String, String> form) {
    fields = form;
  }

  @Override
  public String actor(String otherwise) {
    Caller known = caller();
    return !known.namesActors() ? known.name() : actor == null ? otherwise : actor;
  }

  @Override
  public Caller caller() {
    Caller known = caller;
    if (known == null) {
      throw new IllegalStateException("nobody was asked who they are");
    }
    return actor == null || known.namesActors() ? known : known.onBehalfOf(actor);
  }

  void caller(Caller letIn) {
    caller = letIn;
    key = letIn.name();
  }

  /** Who was not let in. */
  void key(@Nullable String name) {
    key = name;
  }

  @Override
  public void refused(String code) {
    refusal = code;
  }

  void actAs(String named) {
    actor = named;
  }

  @Override
  public @Nullable Attachment attachment() {
    return attachment;
  }

  @Override
  public void attach(Attachment attached) {
    attachment = attached;
  }

  @Override
  public String csrfToken() {
    return sessions.csrfToken(session());
  }

  /**
   * What is left of the time that an answer may take, counted from when the request was here as a
   * whole; zero when it is over.
   */
  Duration remaining() {
    Duration left = BUDGET.minusNanos(System.nanoTime() - wholeNanos);
    return left.isNegative() ? Duration.ZERO : left;
  }

  Sessions.Session session() {
    Sessions.Session known = session;
    if (known == null) {
      known = sessions.of(exchange);
      session = known;
    }
    return known;
  }

  void session(Sessions.Session changed) {
    session = changed;
  }

  /** The session whose cookie the answer must set; null when there is none to set. */
  Sessions.@Nullable Session newSession() {
    return session != null && session.fresh() ? session : null;
  }

  /** The route, once it is known. */
  @Nullable Route route() {
    return route;
  }

  void route(Route found, Map<String, String> parameters) {
    route = found;
    pathParameters = parameters;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  /** What became of it, once it was answered. */
  RequestObserver.Done done() {
    InetAddress remote = exchange.getSourceAddress().getAddress();
    return new RequestObserver.Done(
        id,
        remote == null ? "" : remote.getHostAddress(),
        method(),
        uri(),
        route == null ? null : route.path(),
        exchange.getStatusCode(),
        exchange.getResponseBytesSent(),
        System.nanoTime() - startNanos,
        key,
        refusal,
        actor,
        exchange.getRequestHeaders().getFirst(Headers.USER_AGENT));
  }
}
