package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
  @TempDir Path folder;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          if (status == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void discord_getsAnEmbedWithinItsLimitsThatPingsNobody() throws IOException {
    Map<String, String> context = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      context.put("name " + i + "n".repeat(300), i == 0 ? "" : "v".repeat(3000));
    }
    AlertReport report =
        alerts("discord+" + url("/api/webhooks/1/secret"))
            .emit(
                Severity.CRITICAL,
                "@everyone " + "😀".repeat(400),
                "@here <@&1> " + "😀".repeat(5000),
                context);

    assertThat(webhook(report).outcome()).isEqualTo(SinkResult.Outcome.DELIVERED);
    String body = bodies.get(0);
    assertThat(body)
        .contains("\"allowed_mentions\":{\"parse\":[]}")
        .contains("@everyone")
        .contains("(cut)");
    int characters = 0;
    String field = "";
    try (JsonParser json = AlertJson.FACTORY.createParser(body)) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue()
            && json.currentToken() == com.fasterxml.jackson.core.JsonToken.VALUE_STRING) {
          field = String.valueOf(json.currentName());
          String text = json.getText();
          assertThat(text).isEqualTo(PlainText.wellFormed(text));
          switch (field) {
            case "title" -> assertThat(text.length()).isLessThanOrEqualTo(256);
            case "description" -> assertThat(text.length()).isLessThanOrEqualTo(4096);
            case "name" -> assertThat(text.length()).isBetween(1, 256);
            case "value" -> assertThat(text.length()).isBetween(1, 1024);
            default -> {}
          }
          if (!field.equals("timestamp")) {
            characters += text.length();
          }
        }
      }
    }
    assertThat(characters).isLessThanOrEqualTo(6000);
  }

  @Test
  void discord_isRecognisedByHostAndPath() {
    assertThat(DiscordFormat.recognises(URI.create("https://discord.com/api/webhooks/1/t")))
        .isTrue();
    assertThat(DiscordFormat.recognises(URI.create("https://DISCORDAPP.com/api/v10/webhooks/1/t")))
        .isTrue();
    assertThat(
            DiscordFormat.recognises(
                URI.create("https://discord.com.evil.example/api/webhooks/1/t")))
        .isFalse();
    assertThat(
            DiscordFormat.recognises(URI.create("https://evil.example/discord.com/api/webhooks")))
        .isFalse();
  }

  @Test
  void otherHosts_getGenericJson() {
    alerts(url("/hook")).emit(Severity.WARNING, "t", "m", Map.of("a", "b"));

    assertThat(bodies.get(0))
        .contains("\"severity\":\"warning\"")
        .contains("\"context\":{\"a\":\"b\"}");
  }

  @Test
  void minimumSeverity_keepsLesserAlertsAway() {
    Alerts alerts = alerts(url("/hook") + "#min=critical");

    assertThat(webhook(alerts.emit(Severity.WARNING, "t", "m", Map.of())).outcome())
        .isEqualTo(SinkResult.Outcome.SKIPPED);
    assertThat(webhook(alerts.emit(Severity.CRITICAL, "t", "m", Map.of())).outcome())
        .isEqualTo(SinkResult.Outcome.DELIVERED);
    assertThat(bodies).hasSize(1);
  }

  @Test
  void refusal_isToldWithoutTheUrl() {
    for (int code : new int[] {302, 404, 429, 500}) {
      status = code;
      SinkResult result =
          webhook(alerts(url("/secret-token")).emit(Severity.INFO, "t", "m", Map.of()));
      assertThat(result.outcome()).isEqualTo(SinkResult.Outcome.FAILED);
      assertThat(result.toString()).contains(Integer.toString(code)).doesNotContain("secret-token");
    }
    assertThat(bodies).hasSize(4);
  }

  @Test
  void nobodyThere_isToldWithoutTheUrl() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    SinkResult result =
        webhook(
            alerts("http://127.0.0.1:" + port + "/secret-token")
                .emit(Severity.INFO, "t", "m", Map.of()));

    assertThat(result.outcome()).isEqualTo(SinkResult.Outcome.FAILED);
    assertThat(result.toString()).contains("refused").doesNotContain("secret-token");
  }

  @Test
  void hangAndDrip_endAtTheDeadlineForAllSinksTogether() throws IOException {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServerSocket dripping = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread drip = new Thread(() -> drip(dripping));
      drip.setDaemon(true);
      drip.start();
      Alerts alerts =
          Alerts.builder(folder.resolve("a.log"))
              .timeout(Duration.ofMillis(700))
              .webhook("http://127.0.0.1:" + dripping.getLocalPort() + "/a")
              .webhook("http://127.0.0.1:" + hanging.getLocalPort() + "/b")
              .webhook("http://127.0.0.1:" + hanging.getLocalPort() + "/c")
              .build();
      long start = System.nanoTime();

      AlertReport report = alerts.emit(Severity.INFO, "t", "m", Map.of());

      // A bound on hanging, not a measurement: three sinks with a deadline each would still be
      // inside it only by the shared one.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(report.results().subList(2, 5))
          .extracting(SinkResult::outcome)
          .containsOnly(SinkResult.Outcome.FAILED);
    }
  }

  private static void drip(ServerSocket listening) {
    try (Socket socket = listening.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (!socket.isClosed()) {
        out.write('x');
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone: that is the end of the test.
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Alerts alerts(String webhook) {
    return Alerts.builder(folder.resolve("alerts.log")).webhook(webhook).build();
  }

  private static SinkResult webhook(AlertReport report) {
    return report.results().get(2);
  }
}
