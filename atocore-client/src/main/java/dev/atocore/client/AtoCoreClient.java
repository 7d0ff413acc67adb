package dev.atocore.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of one AtoCore server. For use by many threads at once.
 *
 * <p>What the server refuses is a {@link ProblemException}; no answer, after some tries, an {@link
 * UnreachableException}. A change is tried again under its {@link Change#key}, so that it is made
 * once.
 */
public final class AtoCoreClient {
  private final Exchange exchange;

  private AtoCoreClient(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * A client with the defaults.
   *
   * @param server where it listens, such as {@code http://127.0.0.1:8077} or {@code
   *     https://memory.example/atocore}
   */
  public static AtoCoreClient of(URI server) {
    return builder(server).build();
  }

  /** See {@link #of}. */
  public static Builder builder(URI server) {
    return new Builder(server);
  }

  /** What may be set. */
  public static final class Builder {
    private final URI server;
    private @Nullable Supplier<String> token;
    private @Nullable String actor;
    private Duration timeout = Duration.ofSeconds(30);
    private int tries = 3;
    private @Nullable HttpClient http;

    private Builder(URI server) {
      String scheme = server.getScheme();
      if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
        throw new IllegalArgumentException("a server is http://HOST[:PORT] or https://HOST[:PORT]");
      }
      this.server = server;
    }

    /** The key that is sent. */
    public Builder token(String token) {
      return token(() -> token);
    }

    /** The key that is sent, asked for at each request, so that it may change. */
    public Builder token(Supplier<String> token) {
      this.token = token;
      return this;
    }

    /**
     * Who acts; with a key, for whom it acts. {@code api-http} unless given.
     *
     * @param actor visible ASCII and blanks: the JDK's client sends no other headers
     */
    public Builder actor(String actor) {
      if (!actor.matches("[ -~]{1,128}")) {
        throw new IllegalArgumentException("an actor is 1 to 128 characters of ASCII here");
      }
      this.actor = actor;
      return this;
    }

    /** How long one try may take; 30 s unless given. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** How often a request is tried when no answer comes, or 503; 3 unless given, at least 1. */
    public Builder tries(int tries) {
      this.tries = Math.max(1, tries);
      return this;
    }

    /** What speaks HTTP, with proxies and certificates of the caller's. */
    public Builder http(HttpClient http) {
      this.http = http;
      return this;
    }

    public AtoCoreClient build() {
      HttpClient client =
          http != null ? http : HttpClient.newBuilder().connectTimeout(timeout).build();
      return new AtoCoreClient(new Exchange(server, client, token, actor, timeout, tries));
    }
  }

  /** The memory now. Empty when there is none of that id, or the key may not see it. */
  public Optional<Memory> get(String id) {
    return found(id, "");
  }

  /** The memory as it was at that time: ISO-8601, a date, or an age such as {@code 2d}. */
  public Optional<Memory> getAsOf(String id, String time) {
    return found(id, "?as_of=" + encoded(time));
  }

  /** The memory as that version of it was. */
  public Optional<Memory> getVersion(String id, long version) {
    return found(id, "?version=" + version);
  }

  private Optional<Memory> found(String id, String parameters) {
    try {
      return Optional.of(Memory.of(exchange.get(memory(id, "") + parameters).fields()));
    } catch (ProblemException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** One page: newest first, or best first for a search. */
  public Page<Memory> list(Query query) {
    return page("/memory", query, "memories", Memory::of);
  }

  /** All pages, each asked for when it is come to. */
  public Stream<Memory> listAll(Query query) {
    return all(query, this::list);
  }

  /** Adds a memory. */
  public Changed create(NewMemory memory, Change change) {
    return changed("POST", "/memory", memory.fields(), change);
  }

  /** Changes fields of a memory. */
  public Changed update(String id, MemoryPatch patch, Change change) {
    return changed("PATCH", memory(id, ""), patch.fields(), change);
  }

  /** A candidate becomes active. */
  public Changed promote(String id, Change change) {
    return changed("POST", memory(id, "/promote"), Map.of(), change);
  }

  /** A candidate is turned down; the same does not come back. */
  public Changed reject(String id, Change change) {
    return changed("POST", memory(id, "/reject"), Map.of(), change);
  }

  /** An active memory is valid no more. */
  public Changed invalidate(String id, Change change) {
    return changed("POST", memory(id, "/invalidate"), Map.of(), change);
  }

  /** An active memory is replaced by another. */
  public Changed supersede(String id, String by, Change change) {
    return changed("POST", memory(id, "/supersede"), Map.of("by", by), change);
  }

  /** A memory was of use: its confidence grows, by 0.02 at most to 1. */
  public Changed reinforce(String id, Change change) {
    return changed("POST", memory(id, "/reinforce"), Map.of(), change);
  }

  /**
   * A memory was of use.
   *
   * @param delta by how much its confidence grows, 0 to 1
   */
  public Changed reinforce(String id, double delta, Change change) {
    return changed("POST", memory(id, "/reinforce"), Map.of("delta", delta), change);
  }

  /** A memory is taken back to an earlier version, as a new one. */
  public Changed revert(String id, long toVersion, Change change) {
    return changed("POST", memory(id, "/revert"), Map.of("to_version", toVersion), change);
  }

  /**
   * Erases for good what a memory ever said. That it was done stays on record, and so does the
   * note: name no one in it.
   *
   * @param sources whether the chunks that it cites are scrubbed too
   */
  public void redact(String id, boolean sources, Change change) {
    exchange.send("DELETE", memory(id, ""), Map.of("sources", sources), change);
  }

  /**
   * Erases for good what many memories ever said.
   *
   * @param selection which, and how: the fields of {@code POST /admin/redact}; an empty one is
   *     refused
   * @return what was erased, and where the same still stands, as the server tells it
   */
  public Map<String, Object> redact(Map<String, ?> selection, Change change) {
    return exchange.send("POST", "/admin/redact", selection, change).fields().all();
  }

  /** All entries of a memory, oldest first. */
  public List<AuditEntry> history(String id) {
    return exchange.get(memory(id, "/audit")).fields().list("entries", AuditEntry::of);
  }

  /** Who was told a memory. */
  public Exposure exposure(String id) {
    return Exposure.of(exchange.get(memory(id, "/exposure")).fields());
  }

  /** What vouches for a memory, and what asks about it. */
  public List<Evidence> evidence(String id) {
    return exchange.get(memory(id, "/evidence")).fields().list("evidence", Evidence::of);
  }

  /** Who was told what, newest first. */
  public Page<Recall> recalls(Query query) {
    return page("/recall", query, "recalls", Recall::of);
  }

  /** All pages, each asked for when it is come to. */
  public Stream<Recall> recallsAll(Query query) {
    return all(query, this::recalls);
  }

  /** The audit log, newest first. */
  public Page<AuditEntry> audit(Query query) {
    return page("/admin/audit/recent", query, "entries", AuditEntry::of);
  }

  /** All pages, each asked for when it is come to. */
  public Stream<AuditEntry> auditAll(Query query) {
    return all(query, this::audit);
  }

  /** The last result of the checks. Empty when they never ran. */
  public Optional<IntegrityResult> integrity() {
    try {
      return Optional.of(IntegrityResult.of(exchange.get("/admin/integrity").fields()));
    } catch (ProblemException e) {
      if (e.code().equals("no_result")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Runs the checks, which may take its time on a large store. */
  public IntegrityResult runIntegrity() {
    return IntegrityResult.of(
        exchange.send("POST", "/admin/integrity/run", Map.of(), Change.plain()).fields());
  }

  /** The dashboard, as {@code atocore dashboard -o json} prints it. */
  public Map<String, Object> dashboard() {
    return exchange.get("/admin/dashboard").fields().all();
  }

  /** Whether the server answers and can read its store. */
  public boolean isHealthy() {
    try {
      exchange.get("/healthz?store=1");
      return true;
    } catch (ProblemException | UnreachableException e) {
      return false;
    }
  }

  private Changed changed(String method, String path, Map<String, ?> fields, Change change) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(fields);
    if (change.note() != null) {
      body.put("note", change.note());
    }
    Exchange.Answer answer = exchange.send(method, path, body, change);
    return new Changed(
        Memory.of(answer.fields()),
        answer.header("X-Atocore-Outcome").orElse("unchanged"),
        answer.header("Idempotent-Replayed").isPresent());
  }

  private <T> Page<T> page(String path, Query query, String rows, Function<Fields, T> each) {
    StringBuilder target = new StringBuilder(path);
    query
        .parameters()
        .forEach(
            (name, value) ->
                target
                    .append(target.indexOf("?") < 0 ? '?' : '&')
                    .append(encoded(name))
                    .append('=')
                    .append(encoded(value)));
    Fields fields = exchange.get(target.toString()).fields();
    return new Page<>(fields.list(rows, each), fields.textOrNull("next"));
  }

  private static <T> Stream<T> all(Query query, Function<Query, Page<T>> ask) {
    return Stream.iterate(
            Optional.of(ask.apply(query)),
            Optional::isPresent,
            page -> page.map(Page::next).map(next -> ask.apply(query.after(next))))
        .flatMap(page -> page.orElseThrow().rows().stream());
  }

  private static String memory(String id, String end) {
    return "/memory/" + encoded(id) + end;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
