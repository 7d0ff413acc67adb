package dev.atocore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no honest client sends. The server refuses each and goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileClientsTest {
  private static final String START =
      "POST /memory HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @TempDir static Path folder;
  private TestServer server;

  @BeforeAll
  void start() {
    server = new TestServer(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void theServerGoesOn() {
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(server.store.audit().status().entries()).isZero();
  }

  @Test
  void bodyOfAGigabyte_isRefusedBeforeItIsSent() throws IOException {
    String answer = server.raw(START + "Content-Length: 1073741824\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 413").contains("too_large", "Connection: close");
  }

  @Test
  void bodyOfAGigabyte_withExpect_isNotAskedFor() throws IOException {
    String answer =
        server.raw(START + "Content-Length: 1073741824\r\nExpect: 100-continue\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
  }

  @Test
  void chunksWithoutEnd_areCutOff() throws IOException {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write((START + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
      byte[] chunk = ("10000\r\n" + " ".repeat(65536) + "\r\n").getBytes(ISO_8859_1);
      long sent = 0;
      try {
        while (sent < 1L << 30) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (SocketException e) {
        // Cut off.
      }

      // What is beyond the limit fits into the sockets' own buffers.
      assertThat(sent).isLessThan(64L << 20);
      assertThat(TestServer.readAll(socket)).startsWith("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFFFFFFFFFFFFFF",
        "1000000000000000",
        "8000000000000000",
        "10000000000000001",
        "-1",
        "0x1"
      })
  void chunkOfASizeThatNobodySends_isCutOff(String size) throws IOException {
    String inner = " \r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    assertThat(server.raw(START + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n" + inner))
        .doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
  }

  @Test
  void chunksJustOverTheLimit_areAnswered() throws IOException {
    String answer =
        server.raw(
            START
                + "Transfer-Encoding: chunked\r\n\r\n100001\r\n"
                + " ".repeat(0x100001)
                + "\r\n0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  @Test
  void getWithABody_isRefusedAndEndsTheConnection() throws IOException {
    String inner = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    String answer =
        server.raw(
            "GET /memory HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + inner.length()
                + "\r\n\r\n"
                + inner);

    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("200 OK");
  }

  @Test
  void expect_isAnsweredBeforeTheBodyComes() throws IOException {
    String body = "{\"type\":\"wrong\"}";
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      String head = START + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: ";
      out.write((head + body.length() + "\r\n\r\n").getBytes(ISO_8859_1));
      byte[] line = socket.getInputStream().readNBytes(25);
      assertThat(new String(line, ISO_8859_1)).startsWith("HTTP/1.1 100 Continue\r\n\r\n");
      out.write(body.getBytes(ISO_8859_1));

      assertThat(TestServer.readAll(socket)).contains("HTTP/1.1 400", "invalid_input");
    }
  }

  @Test
  void headerOfAMegabyte_isRefused() throws IOException {
    String answer =
        server.raw(
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n");

    assertThat(answer).doesNotContain("200 OK");
  }

  @Test
  void aThousandHeaders_areRefused() throws IOException {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      headers.append("X").append(i).append(": x\r\n");
    }
    assertThat(server.raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"))
        .doesNotContain("200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nContent-Length: 40\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding:\u000bchunked\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: 4, 4\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 4\r\n",
        " Content-Length: 4\r\n",
      })
  void lengthsThatTwoServersCouldReadDifferently_areRefused(String headers) throws IOException {
    String body = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    String answer = server.raw(START + headers + "\r\n" + body);

    // At most one answer, and that a refusal: what follows was never taken for a second request.
    assertThat(answer.split("HTTP/1.1 ", -1).length).as(answer).isLessThanOrEqualTo(2);
    assertThat(answer).doesNotContain("200 OK", "201 Created");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /memory/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /memory?q=%c3%28 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /memory/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /memory/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001",
        "GET /\u0000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      })
  void nonsense_isRefusedWithoutAFailureOfOurs(String request) throws IOException {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      String answer = TestServer.readAll(socket);

      assertThat(answer).doesNotContain("HTTP/1.1 5", "root:");
    }
  }

  @Test
  void bodiesThatTrickle_holdUpNobody() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = server.connect();
        slow.add(socket);
        String request = i % 2 == 0 ? START + "Content-Length: 1000000\r\n\r\n{" : "GET / HT";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(server.get("/memory").statusCode()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
