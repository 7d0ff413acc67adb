package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.store.StoreUrl;
import dev.atocore.testing.MortalPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that stays while its database goes and comes back. */
class OutageTest {
  private static final String TOKEN = "correct-horse-battery-staple";
  private static final String[] BEARER = {"Authorization", "Bearer " + TOKEN};

  @TempDir Path folder;

  @Test
  @Timeout(300)
  void killedDatabase_is503AndOneAlert_untilItIsBack() throws Exception {
    try (MortalPostgres database = new MortalPostgres(folder.resolve("data"));
        TestServer server =
            new TestServer(
                folder, new StoreUrl(database.url(), folder), config -> config.token(TOKEN))) {
      String id = json(create(server, "Before")).get("id").asText();

      database.kill();

      for (int i = 0; i < 20; i++) {
        HttpResponse<String> refused = server.get("/memory/" + id, BEARER);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(json(refused).get("code").asText()).isEqualTo("store_unreachable");
        assertThat(json(refused).get("detail").asText())
            .hasLineCount(1)
            .contains("cannot be reached", "check the server")
            .doesNotContain("xception", "password");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      }
      assertThat(create(server, "Meanwhile").statusCode()).isEqualTo(503);
      assertThat(server.get("/healthz?store=1").statusCode()).isEqualTo(503);
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
      HttpResponse<String> page = server.get("/", "Accept", "text/html", BEARER[0], BEARER[1]);
      assertThat(page.statusCode()).isEqualTo(503);

      database.startAgain();

      while (server.get("/memory/" + id, BEARER).statusCode() != 200) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(create(server, "After").statusCode()).isEqualTo(201);
      assertThat(server.get("/healthz?store=1").statusCode()).isEqualTo(200);
      assertThat(json(server.get("/memory", BEARER)).get("memories")).hasSize(2);
      while (alerts().size() < 2) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(alerts()).hasSize(2);
      assertThat(alerts().get(0)).contains("\"firing\"", Outage.KEY, "cannot be reached");
      assertThat(alerts().get(1)).contains("\"resolved\"", Outage.KEY);
    }
  }

  private List<String> alerts() throws Exception {
    Path log = folder.resolve("alerts.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private static HttpResponse<String> create(TestServer server, String content) {
    return server.post(
        "/memory", "{\"type\":\"knowledge\",\"content\":\"" + content + "\"}", BEARER);
  }
}
