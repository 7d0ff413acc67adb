package dev.atocore.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose end a laxer proxy could see elsewhere: each is answered by 400 and the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingTest {
  private static final String START =
      "POST /memory HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final String CHUNKED = START + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String NEXT =
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\n{}\r\n0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "2\r\n{}\r\n0\n\r\n",
        "2\r\n{}\r\n0\r\n\n",
        "2\n{}\n0\n\n",
        "2\r\n{}JUNK\r\n0\r\n\r\n",
        "2 z\r\n{}\r\n0\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",
        " 2\r\n{}\r\n0\r\n\r\n",
        "2\t3\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2_\r\n{}\r\n0\r\n\r\n",
        "\r\n2\r\n{}\r\n0\r\n\r\n",
        "2;a\nb\r\n{}\r\n0\r\n\r\n",
        "2;a\rb\r\n{}\r\n0\r\n\r\n",
        "2\r\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\r\n0\r\n\r\n",
        "2\r\n{}\r\n00000000000000000\r\n\r\n",
        "2\r\n{}\r\n0\r\nno header\r\n\r\n",
        "2\r\n{}\r\n0\r\nX: 1\n\r\n",
        "2\r\n{}\r\n0\r\nX: 1\r\n folded\r\n\r\n",
        "2\r\n{}\r\n0\r\n: 1\r\n\r\n",
        "\u0662\r\n{}\r\n0\r\n\r\n",
      })
  void chunksThatTheGrammarDoesNotHave_areRefused(String body) throws IOException {
    assertRefused(server.raw(CHUNKED + body + NEXT), "\"invalid_framing\"");
  }

  @Test
  void moreThanTheBody_isNotReadWithoutEnd() throws IOException {
    String trailers = "2\r\n{}\r\n0\r\n" + "X: 1\r\n".repeat(10_000) + "\r\n";

    assertThat(server.raw(CHUNKED + trailers + NEXT)).doesNotContain("200 OK");
    assertThat(server.raw(CHUNKED + "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n" + NEXT))
        .doesNotContain("200 OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, Integer.MAX_VALUE})
  void chunksAsTheyShouldBe_areReadHoweverTheyArrive(int piece) throws IOException {
    String json = "{\"type\":\"knowledge\",\"content\":\"piece " + piece + "\"}";
    String chunks =
        "1;name=\"a value\"\r\n{\r\n%x ;x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n"
            .formatted(json.length() - 1, json.substring(1));
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      byte[] bytes = (CHUNKED + chunks + NEXT).getBytes(ISO_8859_1);
      for (int at = 0; at < bytes.length; at += Math.min(piece, bytes.length - at)) {
        out.write(bytes, at, Math.min(piece, bytes.length - at));
        out.flush();
      }

      assertThat(TestServer.readAll(socket)).contains("HTTP/1.1 201", "HTTP/1.1 200 OK");
    }
  }

  @Test
  void chunksOfAllSizes_oneRequestAfterTheOther_areReadToTheByte() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int size = 700; size < 40_000; size += 9_000) {
      String json = "{\"type\":\"knowledge\",\"content\":\"" + "y".repeat(size) + "\"}";
      requests.append(CHUNKED);
      for (int at = 0; at < json.length(); at += 777) {
        String chunk = json.substring(at, Math.min(json.length(), at + 777));
        requests.append("%X\r\n%s\r\n".formatted(chunk.length(), chunk));
      }
      requests.append("0\r\n\r\n");
    }

    String answers = server.raw(requests + NEXT);

    assertThat(answers.split("HTTP/1.1 201", -1)).hasSize(6);
    assertThat(answers).contains("HTTP/1.1 200 OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "18446744073709551618",
        "00000000000000000000000002",
        "-1",
        "+2",
        "",
        " ",
        "0x10",
        "2, 2",
        "2,3",
        "2 2",
        "2;",
        "2.0",
        "1e0",
        "2\r\nContent-Length: 2",
        "2\r\nContent-Length: 3",
        "2\r\nTransfer-Encoding: chunked",
        "\u0662",
      })
  void lengthThatIsNotOneNumber_isRefused(String length) throws IOException {
    assertRefused(
        server.raw(START + "Content-Length: " + length + "\r\n\r\n{}" + NEXT), "400 Bad Request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"})
  void lengthBeyondAllRange_isRefusedForEveryMethod(String method) throws IOException {
    assertRefused(
        server.raw(
            method
                + " /memory HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Content-Length: 99999999999999999999999\r\n\r\n"),
        "400 Bad Request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A: 1\r\n 2\r\n",
        "X-A: 1\r\n\t2\r\n",
        "X-A:\r\n 2\r\n",
        "X-A: 1\r\n \r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "Content-Length:\r\n 2\r\n",
        "X-A: 1\r\n Transfer-Encoding: chunked\r\n",
        "X-A: 1\nX-B: 2\r\n",
        "X-A: 1\rX-B: 2\r\n",
        "X-A : 1\r\n",
      })
  void headersThatGoOnInTheNextLine_areRefused(String headers) throws IOException {
    String request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";

    assertRefused(server.raw(request + NEXT), "400 Bad Request");
    String after = server.raw(NEXT.replace("Connection: close\r\n", "") + request + NEXT);
    assertThat(after.split("HTTP/1.1 200", -1)).as(after).hasSizeLessThanOrEqualTo(2);
  }

  /** One answer, a refusal, and the end: what follows was never taken for a request. */
  private static void assertRefused(String answer, String says) {
    assertThat(answer).startsWith("HTTP/1.1 400").contains(says, "Connection: close");
    assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
  }
}
