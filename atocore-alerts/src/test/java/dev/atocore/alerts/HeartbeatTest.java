package dev.atocore.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.atocore.alerts.Heartbeat.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  @Test
  void address_followsTheMonitorsConventions() {
    assertThat(addresses("https://hc-ping.com/0f1e"))
        .containsExactly(
            "https://hc-ping.com/0f1e/start",
            "https://hc-ping.com/0f1e",
            "https://hc-ping.com/0f1e/fail");
    assertThat(addresses("https://hc.example:8443/ping/key/slug/?create=1&rid=a%20b#x"))
        .containsExactly(
            "https://hc.example:8443/ping/key/slug/start?create=1&rid=a%20b",
            "https://hc.example:8443/ping/key/slug?create=1&rid=a%20b",
            "https://hc.example:8443/ping/key/slug/fail?create=1&rid=a%20b");
    assertThat(addresses("http://kuma:3001/up/api/push/T0k?status=up&msg=OK&ping="))
        .containsExactly(
            "null",
            "http://kuma:3001/up/api/push/T0k?status=up&msg=OK&ping=",
            "http://kuma:3001/up/api/push/T0k?status=down&msg=nightly+job+failed&ping=");
    assertThat(addresses("https://w\u00E4chter.example/0f1e"))
        .contains("https://xn--wchter-bua.example/0f1e/start");
    assertThat(addresses("http://kuma:3001/api/push/T0k"))
        .contains("http://kuma:3001/api/push/T0k?status=up&msg=OK&ping=");
  }

  @Test
  void answerOrItsLack_isTold_withoutTheAddress() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = new CopyOnWriteArrayList<>();
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(asked.size() == 1 ? 200 : 404, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/ping/s3cretKey99";
      Heartbeat heartbeat = new Heartbeat(Map.of());
      assertThat(heartbeat.send(url, Event.START)).isNull();
      assertThat(heartbeat.send(url, Event.FAILURE)).isEqualTo("HTTP 404");
      assertThat(asked)
          .containsExactly("GET /ping/s3cretKey99/start", "GET /ping/s3cretKey99/fail");
    } finally {
      server.stop(0);
    }
    assertThat(new Heartbeat(Map.of()).send("s3cretKey99/x", Event.SUCCESS))
        .isNotNull()
        .doesNotContain("s3cretKey99");
  }

  @Test
  void silentMonitor_holdsNobodyUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/x";
      assertThat(new Heartbeat(Map.of()).send(url, Event.SUCCESS)).isNotNull();
    }
  }

  private static List<String> addresses(String url) {
    return List.of(Event.values()).stream()
        .map(event -> String.valueOf(Heartbeat.address(url, event)))
        .toList();
  }
}
