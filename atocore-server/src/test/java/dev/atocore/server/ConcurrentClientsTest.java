package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code scripts/bench/http/load.py soak}; {@code -Datocore.soak.rounds} makes it
 * longer.
 */
class ConcurrentClientsTest {
  private static final int CLIENTS = 8;
  private static final int ROUNDS = Integer.getInteger("atocore.soak.rounds", 15);

  @TempDir Path folder;

  @Test
  void writersReadersAndIntegrityRuns_loseNothing() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2 * CLIENTS + 1);
    try (TestServer server = new TestServer(folder)) {
      String shared = server.create("count 0");
      List<Callable<Integer>> work = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String name = "writer " + i;
        work.add(() -> write(server, shared, name));
        work.add(() -> read(server, shared));
      }
      work.add(() -> check(server));
      int added = 0;
      for (Future<Integer> done : clients.invokeAll(work)) {
        added += done.get();
      }

      assertThat(count(server.get("/memory/" + shared)))
          .isEqualTo(added)
          .isEqualTo(CLIENTS * ROUNDS);
      assertThat(server.store.audit().verify(null, problem -> {}).problems()).isZero();
    } finally {
      clients.shutdownNow();
    }
  }

  /** Counts the shared memory up, each time from what it read, and makes one of its own. */
  private static int write(TestServer server, String shared, String name) {
    for (int i = 0; i < ROUNDS; i++) {
      int status = 412;
      while (status == 412) {
        HttpResponse<String> now = server.get("/memory/" + shared);
        HttpResponse<String> changed =
            server.send(
                "PATCH",
                "/memory/" + shared,
                "{\"content\":\"count " + (count(now) + 1) + "\"}",
                "If-Match",
                now.headers().firstValue("ETag").orElseThrow(),
                "X-Atocore-Actor",
                name);
        status = changed.statusCode();
      }
      assertThat(status).isEqualTo(200);
      server.create(name + " says " + i);
    }
    return ROUNDS;
  }

  private static int read(TestServer server, String shared) {
    String[] paths = {
      "/memory", "/admin/dashboard", "/metrics", "/memory/" + shared + "/audit", "/memory?q=says"
    };
    for (int i = 0; i < ROUNDS; i++) {
      for (String path : paths) {
        assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
      }
    }
    return 0;
  }

  private static int check(TestServer server) {
    JsonNode result = json(server.post("/admin/integrity/run", ""));
    assertThat(result.get("status").asText()).as(result.toString()).isEqualTo("ok");
    return 0;
  }

  private static int count(HttpResponse<String> memory) {
    return Integer.parseInt(json(memory).get("content").asText().substring("count ".length()));
  }
}
