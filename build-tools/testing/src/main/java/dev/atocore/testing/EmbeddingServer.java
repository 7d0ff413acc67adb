package dev.atocore.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server on loopback that speaks OpenAI's {@code /v1/embeddings} and answers with {@link
 * WordVectors}, or fails as it is told to. Thread-safe.
 */
public final class EmbeddingServer implements AutoCloseable {
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String authorization = "";
  private final AtomicInteger refusals = new AtomicInteger();
  private volatile int status = 200;
  private volatile String retryAfter = "";
  private volatile boolean silent;
  private volatile int dimensions = WordVectors.DIMENSIONS;

  /** Starts it on any free port. */
  public EmbeddingServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/embeddings", this::answer);
    server.start();
  }

  /** Its base. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The texts it was asked for, all together. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** What the last request said of who asks. */
  public String authorization() {
    return authorization;
  }

  /** Answers so many requests with that status, and quotes the key in them. */
  public void refuse(int times, int withStatus, String andRetryAfter) {
    status = withStatus;
    retryAfter = andRetryAfter;
    refusals.set(times);
  }

  /** Takes requests and answers none. */
  public void fallSilent(boolean now) {
    silent = now;
  }

  /** Answers with vectors of another size from now on. */
  public void dimensions(int count) {
    dimensions = count;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String who = exchange.getRequestHeaders().getFirst("Authorization");
    authorization = who == null ? "" : who;
    while (silent) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      send(exchange, status, "{\"error\":{\"message\":\"no: " + authorization + "\"}}");
      return;
    }
    List<String> texts = texts(body);
    asked.addAll(texts);
    StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
    // Backwards: the index says which is which.
    for (int i = texts.size() - 1; i >= 0; i--) {
      json.append("{\"object\":\"embedding\",\"index\":").append(i).append(",\"embedding\":[");
      float[] vector = WordVectors.of(texts.get(i), dimensions);
      for (int n = 0; n < vector.length; n++) {
        json.append(n == 0 ? "" : ",").append(vector[n]);
      }
      json.append("]}").append(i == 0 ? "" : ",");
    }
    send(exchange, 200, json.append("],\"model\":\"words\"}").toString());
  }

  private static List<String> texts(String body) {
    int from = body.indexOf('[', body.indexOf("\"input\"")) + 1;
    List<String> texts = new ArrayList<>();
    Matcher matcher = TEXT.matcher(body);
    int at = from;
    while (at < body.length() && body.charAt(at) != ']' && matcher.find(at)) {
      texts.add(matcher.group(1).replace("\\n", "\n").replace("\\\"", "\""));
      at = matcher.end();
    }
    return texts;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Ends it. */
  @Override
  public void close() {
    silent = false;
    server.stop(0);
    threads.shutdownNow();
  }
}
