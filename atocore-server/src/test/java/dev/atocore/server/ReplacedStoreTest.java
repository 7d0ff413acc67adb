package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedStoreTest {
  private static final String NEW = "{\"type\":\"knowledge\",\"content\":\"a fact\"}";

  @TempDir Path folder;

  @Test
  void serverOfAReplacedStore_answers503_andSendsOneAlert() throws Exception {
    Path store = folder.resolve("store.db");
    try (TestServer server = new TestServer(folder)) {
      assertThat(server.post("/memory", NEW).statusCode()).isEqualTo(201);
      server.store.backup(folder.resolve("backup.db"));
      for (String ending : new String[] {"-wal", "-shm"}) {
        Files.move(folder.resolve("store.db" + ending), folder.resolve("old" + ending));
      }
      Files.move(folder.resolve("backup.db"), store, StandardCopyOption.REPLACE_EXISTING);

      for (int i = 0; i < 3; i++) {
        HttpResponse<String> written = server.post("/memory", NEW);
        assertThat(written.statusCode()).isEqualTo(503);
        assertThat(TestServer.json(written).get("code").textValue()).isEqualTo("store_replaced");
        assertThat(server.get("/memory").statusCode()).isEqualTo(503);
      }
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
      HttpResponse<String> unread = server.get("/healthz?store=1");
      assertThat(unread.statusCode()).isEqualTo(503);
      assertThat(TestServer.json(unread).get("code").textValue()).isEqualTo("store_replaced");
      assertThat(unread.body()).as("who asks has shown no token").doesNotContain(store.toString());
    }
    assertThat(Files.readAllLines(folder.resolve("alerts.log")))
        .filteredOn(line -> line.contains("was replaced"))
        .hasSize(1);
  }

  @Test
  void health_saysWhetherTheStoreCanBeRead_onlyToWhoAsks() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      assertThat(server.get("/healthz?store=1").body())
          .isEqualTo("{\"status\":\"ok\",\"store\":\"ok\"}");
      assertThat(server.get("/healthz?store=0").body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(server.get("/healthz?store=yes").statusCode()).isEqualTo(400);
      Files.write(
          folder.resolve("store.db"), new byte[1 << 16], StandardOpenOption.TRUNCATE_EXISTING);
      Files.write(
          folder.resolve("store.db-wal"), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);

      assertThat(server.get("/healthz?store=1").statusCode()).isEqualTo(503);
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    }
  }
}
