package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    }
    assertThat(Files.readAllLines(folder.resolve("alerts.log")))
        .filteredOn(line -> line.contains("was replaced"))
        .hasSize(1);
  }
}
