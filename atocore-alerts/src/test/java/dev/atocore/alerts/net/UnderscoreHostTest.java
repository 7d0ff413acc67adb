package dev.atocore.alerts.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.atocore.alerts.ChildJvm;
import dev.atocore.alerts.event.Deadline;
import dev.atocore.alerts.format.ReceiverAnswer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts with an underscore in their name, as networks of containers have them. */
class UnderscoreHostTest {

  /** In a process of its own, whose JDK takes names from a file instead of asking around. */
  @Test
  void hostWithAnUnderscore_isReached(@TempDir Path folder) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String got =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Team")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] bytes = got.getBytes(StandardCharsets.UTF_8);
          int status = exchange.getRequestURI().getPath().equals("/fine") ? 200 : 401;
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      Path hosts = folder.resolve("hosts");
      Files.writeString(hosts, "127.0.0.1 my_host\n169.254.169.254 its_metadata\n");
      Process process =
          ChildJvm.start(
              PostMain.class,
              List.of("-Djdk.net.hosts.file=" + hosts),
              String.valueOf(server.getAddress().getPort()));
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).isZero();
      assertThat(said).isEqualTo("200 POST ops text\n401\nForbidden\n");
    } finally {
      server.stop(0);
    }
  }

  /** Posts to three such hosts. */
  static final class PostMain {
    private PostMain() {}

    /** Prints what came of it. */
    public static void main(String[] args) throws Exception {
      String port = args[0];
      ReceiverAnswer fine = post("http://my_host:" + port + "/fine");
      System.out.print(fine.status() + " " + fine.body() + "\n");
      System.out.print(post("http://my_host:" + port + "/refused").status() + "\n");
      try {
        post("http://its_metadata/x");
      } catch (AddressGuard.Forbidden e) {
        System.out.print("Forbidden\n");
      }
    }

    private static ReceiverAnswer post(String url) throws Exception {
      return new HttpSender(ProxyRules.ofJvm(), TrustedRoots.ofJvm())
          .post(
              URI.create(url),
              Map.of("X-Team", "ops"),
              "text",
              Deadline.after(Duration.ofMinutes(1)));
    }
  }
}
