package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scope, metadata, sources and validity in bodies and as parameters. */
class FieldsOverHttpTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fields_areSetChangedAndCleared() {
    JsonNode made =
        made(
            "\"user_id\":\"ada\",\"agent_id\":\"planner\",\"run_id\":\"r7\","
                + "\"metadata\":{\"lang\":\"de\",\"rank\":3,\"ok\":true},"
                + "\"source_chunk_ids\":[\"c1\",\"c2\"],\"valid_from\":\"2026-01-01\","
                + "\"valid_until\":\"90d\",\"review_by\":\"2030-01-01T00:00:00Z\"");
    String path = "/memory/" + made.get("id").asText();

    assertThat(made.get("user_id").asText()).isEqualTo("ada");
    assertThat(made.get("metadata").toString())
        .isEqualTo("{\"lang\":\"de\",\"ok\":true,\"rank\":3}");
    assertThat(made.get("source_chunk_ids").toString()).isEqualTo("[\"c1\",\"c2\"]");
    assertThat(made.get("source_chunk_id").asText()).isEqualTo("c1");
    assertThat(made.get("valid_until").asText()).isGreaterThan(made.get("created_at").asText());

    JsonNode changed =
        json(
            server.send(
                "PATCH",
                path,
                "{\"user_id\":null,\"agent_id\":\"writer\",\"metadata\":{\"k\":\"v\"},"
                    + "\"source_chunk_ids\":[\"c3\"],\"valid_until\":\"none\",\"review_by\":null}"));
    assertThat(changed.get("user_id").isNull()).isTrue();
    assertThat(changed.get("agent_id").asText()).isEqualTo("writer");
    assertThat(changed.get("run_id").asText()).isEqualTo("r7");
    assertThat(changed.get("metadata").toString()).isEqualTo("{\"k\":\"v\"}");
    assertThat(changed.get("source_chunk_id").asText()).isEqualTo("c3");
    assertThat(changed.get("valid_until").isNull()).isTrue();
    assertThat(changed.get("review_by").isNull()).isTrue();
    assertThat(changed.get("valid_from").asText()).startsWith("2026-01-01");
    assertThat(json(server.get(path + "/audit")).at("/entries/1/before/user_id").asText())
        .isEqualTo("ada");
    assertThat(json(server.send("PATCH", path, "{\"metadata\":null}")).get("metadata").isEmpty())
        .isTrue();
    JsonNode uncited = json(server.send("PATCH", path, "{\"source_chunk_ids\":[]}"));
    assertThat(uncited.get("source_chunk_id").isNull()).isTrue();
  }

  @Test
  void lists_andSearches_areRestricted() {
    String ada = made("\"user_id\":\"ada\",\"metadata\":{\"lang\":\"de\"}").get("id").asText();
    String bob =
        made("\"user_id\":\"bob\",\"agent_id\":\"a\",\"run_id\":\"r\",\"valid_until\":\"2020-01-01\"")
            .get("id")
            .asText();

    assertThat(ids("/memory?user_id=ada")).containsExactly(ada);
    assertThat(ids("/memory?agent_id=a&run_id=r")).containsExactly(bob);
    assertThat(ids("/memory?meta.lang=de")).containsExactly(ada);
    assertThat(ids("/memory?meta.lang")).containsExactly(ada);
    assertThat(ids("/memory?meta.lang=fr")).isEmpty();
    assertThat(ids("/memory")).as("lists hide nothing").containsExactly(bob, ada);
    assertThat(ids("/memory?at=1h")).containsExactly(ada);
    assertThat(ids("/memory?at=1h&include_expired=true")).containsExactly(bob, ada);
    assertThat(ids("/memory?q=fact&status=candidate")).containsExactly(ada);
    assertThat(ids("/memory?q=fact&status=candidate&include_expired=1"))
        .containsExactlyInAnyOrder(ada, bob);
    assertThat(ids("/memory?q=fact&status=candidate&at=2019-06-01&user_id=bob"))
        .containsExactly(bob);
    assertThat(json(server.get("/admin/audit/recent?user_id=bob")).at("/entries/0/memory_id"))
        .hasToString("\"" + bob + "\"");
    assertThat(json(server.get("/admin/audit/recent?user_id=bob")).get("entries")).hasSize(1);
  }

  @Test
  void fields_thatAreNone_are400_inTheWordsOfTheLibrary() {
    for (String body :
        List.of(
            "\"metadata\":null",
            "\"metadata\":\"k=v\"",
            "\"metadata\":{\"k\":[1]}",
            "\"metadata\":{\"k\":null}",
            "\"metadata\":{\"\":\"v\"}",
            "\"source_chunk_ids\":\"c\"",
            "\"source_chunk_ids\":[1]",
            "\"source_chunk_id\":\"a\",\"source_chunk_ids\":[\"b\"]",
            "\"valid_from\":\"soon\"",
            "\"valid_from\":\"2026-02-01\",\"valid_until\":\"2026-01-01\"",
            "\"user_id\":7",
            "\"user_id\":\"\"",
            "\"user\":\"ada\"")) {
      HttpResponse<String> refused = server.post("/memory", body(body));
      assertThat(refused.statusCode()).as(body).isEqualTo(400);
      assertThat(json(refused).get("detail").asText()).isNotEmpty();
    }
    for (String query :
        List.of("meta.=v", "meta=v", "include_expired=maybe", "at=soon", "user=a")) {
      assertThat(server.get("/memory?" + query).statusCode()).as(query).isEqualTo(400);
    }
  }

  private JsonNode made(String fields) {
    HttpResponse<String> made = server.post("/memory", body(fields));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return json(made);
  }

  private static String body(String fields) {
    return "{\"type\":\"knowledge\",\"content\":\"a fact\"," + fields + "}";
  }

  private List<String> ids(String path) {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response).get("memories").findValuesAsText("id");
  }
}
