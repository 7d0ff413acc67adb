package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.core.recall.RecallFilter;
import dev.atocore.core.recall.RecallMode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server records of who was told what, and how it tells that. */
class RecallEndpointsTest {
  private static final String SECRET = "a-long-secret-token";

  @TempDir Path folder;
  private TestServer server;
  private String pump;
  private String valve;

  @BeforeEach
  void start() {
    server = new TestServer(folder, config -> config.token(SECRET).recall(RecallMode.FULL));
    pump = memory("the pump drains the pond");
    valve = memory("the valve of the pump is stuck");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String memory(String content) {
    return server
        .store
        .memories()
        .create(
            NewMemory.of(MemoryType.KNOWLEDGE, content)
                .project("garden")
                .status(MemoryStatus.ACTIVE),
            Change.by("ann"))
        .id();
  }

  private HttpResponse<String> get(String path) {
    return server.get(path, "Authorization", "Bearer " + SECRET, "X-Atocore-Actor", "claude");
  }

  /** What is on record once there are so many. */
  private JsonNode recalls(int count, String query) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (server.store.recalls().list(RecallFilter.ALL, 100, null).recalls().size() < count
        && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    HttpResponse<String> answer = get("/recall" + query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return TestServer.json(answer);
  }

  @Test
  void agentsOfTheProtocol_areOnRecord_underTheNameOfTheirClient() {
    HttpResponse<String> begun =
        mcp(
            "initialize",
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"tester\",\"version\":\"1\"}}");
    String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();
    String[] in = {"Mcp-Session-Id", session};
    mcp("tools/call", "{\"name\":\"memory_search\",\"arguments\":{\"query\":\"pump\"}}", in);
    mcp("tools/call", "{\"name\":\"memory_get\",\"arguments\":{\"id\":\"nobody\"}}", in);
    mcp(
        "tools/call",
        "{\"name\":\"memory_reinforce\",\"arguments\":{\"id\":\"" + valve + "\"}}",
        in);
    mcp("resources/read", "{\"uri\":\"atocore://memory/" + pump + "\"}", in);

    JsonNode records = recalls(2, "").get("recalls");

    assertThat(records).hasSize(2);
    assertThat(records.get(0).get("memories").get(0).get("id").asText()).isEqualTo(pump);
    JsonNode search = records.get(1);
    assertThat(search.get("door").asText()).isEqualTo("mcp");
    assertThat(search.get("key").asText()).isEqualTo("api-http");
    assertThat(search.get("on_behalf_of").asText()).isEqualTo("tester");
    assertThat(search.get("query").asText()).isEqualTo("pump");
    assertThat(search.get("memories")).hasSize(2);
  }

  private HttpResponse<String> mcp(String method, String params, String... headers) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Bearer " + SECRET));
    HttpResponse<String> answer = server.post("/mcp", body, all.toArray(String[]::new));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Test
  void search_isOneRecord_withAllThatIsKnown() {
    HttpResponse<String> found = get("/memory?q=pump&project=garden");

    JsonNode recall = recalls(1, "").get("recalls").get(0);

    assertThat(recall.get("key").asText()).isEqualTo("api-http");
    assertThat(recall.get("on_behalf_of").asText()).isEqualTo("claude");
    assertThat(recall.get("door").asText()).isEqualTo("http");
    assertThat(recall.get("request_id").asText())
        .isEqualTo(found.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(recall.get("project").asText()).isEqualTo("garden");
    assertThat(recall.get("query").asText()).isEqualTo("pump");
    List<String> told = new ArrayList<>();
    recall
        .get("memories")
        .forEach(
            one -> {
              assertThat(one.get("version").asInt()).isEqualTo(1);
              assertThat(one.get("rank").asInt()).isEqualTo(told.size() + 1);
              told.add(one.get("id").asText());
            });
    List<String> answered = new ArrayList<>();
    TestServer.json(found).get("memories").forEach(one -> answered.add(one.get("id").asText()));
    assertThat(told).isEqualTo(answered).containsExactlyInAnyOrder(pump, valve);
  }

  @Test
  void everyReading_isOneRecord_andLookingAtTheRecordsIsNone() {
    for (int i = 0; i < 60; i++) {
      memory("filler " + i);
    }
    String[] reading = {
      "/memory?limit=62",
      "/memory/" + pump,
      "/memory/" + pump + "?version=1",
      "/memory/" + pump + "/audit",
      "/memories", // The fillers alone: it is the oldest of all.
      "/memories?q=pump",
      "/memories/" + pump,
      "/memory?q=nothingofthesort"
    };
    for (String path : reading) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
    String[] other = {
      "/memory/nobody",
      "/memory?limit=0",
      "/memory/" + pump + "/exposure",
      "/recall",
      "/recalls",
      "/metrics",
      "/admin/dashboard",
      "/"
    };
    for (String path : other) {
      get(path);
    }

    assertThat(recalls(reading.length, "").get("recalls")).hasSize(reading.length);
    JsonNode exposure = TestServer.json(get("/memory/" + pump + "/exposure"));
    assertThat(exposure.get("memory_id").asText()).isEqualTo(pump);
    assertThat(exposure.get("recalls").asInt()).isEqualTo(reading.length - 2);
    assertThat(exposure.get("told")).hasSize(1);
    assertThat(exposure.get("told").get(0).get("count").asInt()).isEqualTo(reading.length - 2);
    assertThat(exposure.get("told").get(0).get("versions")).hasSize(1);
    assertThat(recalls(0, "?memory=" + pump + "&key=api-http&since=1h&limit=3").get("recalls"))
        .hasSize(3);
    assertThat(get("/memories/" + pump).body()).contains("Who was told").contains("claude");
    assertThat(get("/recalls?memory=" + pump).body()).contains("api-http").contains("claude");
    assertThat(get("/recalls").body())
        .as("of a long answer the first memories")
        .contains("62 memories")
        .contains("The first 20")
        .doesNotContain("filler");
    assertThat(get("/metrics").body())
        .contains("atocore_recall_records_total 8")
        .contains("atocore_recall_lost_total 0");
  }

  @Test
  void exposure_ofWhatNobodyWasTold_isEmpty_andOfNothingIs404() {
    JsonNode exposure = TestServer.json(get("/memory/" + pump + "/exposure?version=1&since=7d"));

    assertThat(exposure.get("recalls").asInt()).isZero();
    assertThat(exposure.get("first_at").isNull()).isTrue();
    assertThat(exposure.get("told")).isEmpty();
    assertThat(get("/memory/nobody/exposure").statusCode()).isEqualTo(404);
    assertThat(get("/recall?since=yesteryear").statusCode()).isEqualTo(400);
    assertThat(get("/recall?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void orderlyEnd_writesWhatWaits() throws Exception {
    try (AtoCoreServer ending =
        AtoCoreServer.start(server.store, server.alerts, ServerConfig.loopback().port(0))) {
      HttpRequest request =
          HttpRequest.newBuilder(ending.address().resolve("/memory/" + pump)).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }

    assertThat(server.store.recalls().exposure(pump, null, null).recalls()).isEqualTo(1);
  }
}
