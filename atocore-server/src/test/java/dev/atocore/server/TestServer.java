package dev.atocore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.StoreOptions;
import dev.atocore.core.store.StoreFile;
import dev.atocore.core.store.StoreLocation;
import dev.atocore.core.store.StoreUrl;
import dev.atocore.integrity.alert.StateAlertSink;
import dev.atocore.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A real server on loopback, on a store of its own, and clients to talk to it. */
public final class TestServer implements AutoCloseable {
  static final String JSON = "application/json";
  private static final boolean ON_POSTGRES =
      System.getProperty("atocore.test.database", "").equals("postgresql");
  private static final Map<Path, StoreLocation> PLACES = new ConcurrentHashMap<>();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  public final MemoryStore store;
  public final Alerts alerts;
  final AtoCoreServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * A server on the store of a folder: a file, or with the property {@code atocore.test.database}
   * set to {@code postgresql} a schema of the tests' server.
   */
  public TestServer(Path folder, UnaryOperator<ServerConfig> adjust) {
    this(folder, place(folder), adjust);
  }

  /** A server on that store, with what else it has in a folder. */
  public TestServer(Path folder, StoreLocation place, UnaryOperator<ServerConfig> adjust) {
    store = MemoryStore.open(StoreOptions.of(place).forLong());
    alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("undelivered"))
            .sink(new StateAlertSink(place))
            .background()
            .build();
    server = AtoCoreServer.start(store, alerts, adjust.apply(ServerConfig.loopback().port(0)));
  }

  private static StoreLocation place(Path folder) {
    return ON_POSTGRES
        ? PLACES.computeIfAbsent(
            folder, one -> new StoreUrl(PostgresServer.newSchema(), one.resolve("state")))
        : new StoreFile(folder.resolve("store.db"));
  }

  public TestServer(Path folder) {
    this(folder, UnaryOperator.identity());
  }

  public int port() {
    return server.address().getPort();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public HttpResponse<String> post(String path, String json, String... headers) {
    return send("POST", path, json, headers);
  }

  /** With a body, as JSON unless a header says otherwise. */
  public HttpResponse<String> send(
      String method, String path, @Nullable String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.address().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (body != null && !String.join("\n", headers).contains("Content-Type")) {
      request.header("Content-Type", JSON);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  public static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** Adds a memory over HTTP, and gives its id. */
  public String create(String content) {
    return json(post("/memory", "{\"type\":\"knowledge\",\"content\":\"" + content + "\"}"))
        .get("id")
        .asText();
  }

  /** Sends that text as it stands, and gives all that comes back until the server closes. */
  public String raw(String text) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (SocketException e) {
        // Refused before it was sent to the end; what the server said may still be read.
      }
      return readAll(socket);
    }
  }

  Socket connect() throws IOException {
    URI address = server.address();
    Socket socket = new Socket(address.getHost().replaceAll("[\\[\\]]", ""), address.getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  static String readAll(Socket socket) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        bytes.write(b);
      }
    } catch (SocketException e) {
      // A reset: the server is done with this client.
    }
    return bytes.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    server.close();
    alerts.close();
    store.close();
  }
}
