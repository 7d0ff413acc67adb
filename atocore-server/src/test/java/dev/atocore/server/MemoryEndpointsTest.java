package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryPatch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEndpointsTest {
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
  void create_answersTheMemoryWithItsAddressAndVersion() {
    HttpResponse<String> created =
        server.post(
            "/memory",
            "{\"type\":\"preference\",\"content\":\"Grüße \\u0001"
                + " <b>\",\"project\":\"p\",\"confidence\":0.7}");

    JsonNode memory = json(created);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.headers().firstValue("ETag")).hasValue("\"1\"");
    assertThat(created.headers().firstValue("Location"))
        .hasValue("/memory/" + memory.get("id").asText());
    assertThat(created.headers().firstValue("X-Atocore-Outcome")).hasValue("created");
    assertThat(memory.get("content").asText()).isEqualTo("Grüße \u0001 <b>");
    assertThat(memory.get("status").asText()).isEqualTo("candidate");
    HttpResponse<String> again = server.get("/memory/" + memory.get("id").asText());
    assertThat(json(again)).isEqualTo(memory);
  }

  @Test
  void entries_nameTheActorAndTheRequest() {
    HttpResponse<String> first = server.post("/memory", "{\"type\":\"project\",\"content\":\"a\"}");
    HttpResponse<String> second =
        server.post(
            "/memory",
            "{\"type\":\"project\",\"content\":\"b\",\"note\":\"why\"}",
            "X-Atocore-Actor",
            "agent 7");

    AuditEntry anonymous = server.store.audit().find(1).orElseThrow();
    AuditEntry named = server.store.audit().find(2).orElseThrow();
    assertThat(anonymous.actor()).isEqualTo("api-http");
    assertThat(anonymous.requestId()).isEqualTo(header(first, "X-Request-Id"));
    assertThat(named.actor()).isEqualTo("agent 7");
    assertThat(named.note()).isEqualTo("why");
    assertThat(named.requestId()).isEqualTo(header(second, "X-Request-Id"));
  }

  @Test
  void lifeCycle_goesThroughEveryVerb() {
    String id = server.create("one");
    String other = server.create("two");

    assertThat(outcome(act(id, "promote", ""))).isEqualTo("promoted");
    assertThat(outcome(act(id, "reinforce", "{\"delta\":0.1}"))).isEqualTo("reinforced");
    assertThat(json(server.get("/memory/" + id)).get("confidence").asDouble()).isEqualTo(0.6);
    assertThat(outcome(act(id, "supersede", "{\"by\":\"" + other + "\"}"))).isEqualTo("superseded");
    HttpResponse<String> reverted = act(id, "revert", "{\"to_version\":2}");
    assertThat(outcome(reverted)).isEqualTo("reverted");
    assertThat(json(reverted).get("status").asText()).isEqualTo("active");
    assertThat(outcome(act(id, "invalidate", "{\"note\":\"over\"}"))).isEqualTo("invalidated");
    assertThat(outcome(act(other, "reject", "{}"))).isEqualTo("rejected");
    assertThat(server.store.audit().verify(null, problem -> {}).problems()).isZero();
  }

  @Test
  void update_changesWhatIsThere_andNullClears() {
    String id = server.create("old");
    server.send("PATCH", "/memory/" + id, "{\"project\":\"p\",\"source_chunk_id\":\"c\"}");

    JsonNode memory =
        json(
            server.send(
                "PATCH",
                "/memory/" + id,
                "{\"project\":null,\"content\":\"new\"}",
                "Content-Type",
                "application/merge-patch+json"));

    assertThat(memory.get("project").isNull()).isTrue();
    assertThat(memory.get("content").asText()).isEqualTo("new");
    assertThat(memory.get("source_chunk_id").asText()).isEqualTo("c");
    HttpResponse<String> same = server.send("PATCH", "/memory/" + id, "{\"content\":\"new\"}");
    assertThat(outcome(same)).isEqualTo("unchanged");
    assertThat(json(same).get("version").asLong()).isEqualTo(3);
  }

  @Test
  void ifMatch_holdsOffWhoIsLate() {
    String id = server.create("one");

    assertThat(act(id, "promote", "", "If-Match", "\"2\"").statusCode()).isEqualTo(412);
    assertThat(act(id, "promote", "", "If-Match", "W/\"1\"").statusCode()).isEqualTo(412);
    assertThat(act(id, "promote", "", "If-Match", "\"x\"").statusCode()).isEqualTo(412);
    assertThat(act(id, "promote", "", "If-Match", "1").statusCode()).isEqualTo(400);
    assertThat(act(id, "promote", "", "If-Match", "\"1\", \"9\"").statusCode()).isEqualTo(200);
    assertThat(act(id, "invalidate", "", "If-Match", "*").statusCode()).isEqualTo(200);
    assertThat(problem(act(id, "revert", "{\"to_version\":1}", "If-Match", "\"1\""), 412))
        .isEqualTo("conflict");
  }

  @Test
  void ifNoneMatch_savesTheBody() {
    String id = server.create("one");

    HttpResponse<String> known = server.get("/memory/" + id, "If-None-Match", "W/\"1\"");

    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(header(known, "ETag")).isEqualTo("\"1\"");
    assertThat(server.get("/memory/" + id, "If-None-Match", "\"2\"").statusCode()).isEqualTo(200);
  }

  @Test
  void past_isReadByTimeAndByVersion() {
    String id = server.create("old");
    String then = json(server.get("/memory/" + id)).get("created_at").asText();
    server.send("PATCH", "/memory/" + id, "{\"content\":\"new\"}");

    assertThat(json(server.get("/memory/" + id + "?as_of=" + then)).get("content").asText())
        .isEqualTo("old");
    assertThat(json(server.get("/memory/" + id + "?version=1")).get("content").asText())
        .isEqualTo("old");
    assertThat(problem(server.get("/memory/" + id + "?version=7"), 404)).isEqualTo("not_found");
    assertThat(problem(server.get("/memory/" + id + "?as_of=1999-01-01"), 404))
        .isEqualTo("not_found");
    assertThat(problem(server.get("/memory/" + id + "?as_of=soon"), 400))
        .isEqualTo("invalid_input");
  }

  @Test
  void list_pagesThroughEverythingOnce() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ids.add(0, server.create("memory " + i));
    }
    List<String> found = new ArrayList<>();
    String after = "";
    int pages = 0;
    while (after != null) {
      JsonNode page = json(server.get("/memory?limit=3" + after));
      page.get("memories").forEach(memory -> found.add(memory.get("id").asText()));
      after = page.get("next").isNull() ? null : "&after=" + page.get("next").asText();
      pages++;
    }

    assertThat(found).isEqualTo(ids);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void list_endsAPageOfLongRowsEarly() {
    String long64k = "x".repeat(60_000);
    for (int i = 0; i < 60; i++) {
      server.create(i + long64k);
    }

    JsonNode page = json(server.get("/memory?limit=1000"));

    assertThat(page.get("memories")).hasSize(50);
    JsonNode rest = json(server.get("/memory?limit=1000&after=" + page.get("next").asText()));
    assertThat(rest.get("memories")).hasSize(10);
    assertThat(rest.get("next").isNull()).isTrue();
  }

  @Test
  void candidateThatIsThere_isAConflict() {
    String first = server.create("the pumps run at night");
    String again = "{\"type\":\"knowledge\",\"content\":\" the pumps run at night\\n\"";

    HttpResponse<String> refused = server.post("/memory", again + "}");
    assertThat(problem(refused, 409)).isEqualTo("duplicate");
    assertThat(json(refused).get("detail").asText()).contains(first, "is candidate");
    assertThat(server.post("/memory", again + ",\"allow_duplicate\":true}").statusCode())
        .isEqualTo(201);
  }

  @Test
  void list_filtersAndSearches() {
    String active = server.create("the pumps run at night");
    act(active, "promote", "");
    server.create("the pumps rest on Sunday");

    assertThat(json(server.get("/memory?status=candidate")).get("memories")).hasSize(1);
    assertThat(json(server.get("/memory?q=pumps")).get("memories")).hasSize(1);
    assertThat(json(server.get("/memory?q=pumps&status=candidate")).get("memories")).hasSize(1);
    assertThat(json(server.get("/memory?q=pumps&type=knowledge")).get("memories")).hasSize(1);
    assertThat(json(server.get("/memory?q=pumps&type=identity")).get("memories")).isEmpty();
    assertThat(json(server.get("/memory?q=%22(((&status=active")).get("memories")).isEmpty();
    for (String blank : List.of("?q=", "?q", "?q=%20", "?q=%09%0A&status=active", "?q=&limit=5")) {
      HttpResponse<String> refused = server.get("/memory" + blank);
      assertThat(refused.statusCode()).as(blank).isEqualTo(400);
      assertThat(json(refused).get("detail").asText()).contains("q is empty");
    }
    JsonNode all = json(server.get("/memory?q=pumps+water&limit=1000&status=candidate"));
    assertThat(all.get("next").isNull()).isTrue();
    assertThat(server.get("/memory?q=pumps&after=x").statusCode()).isEqualTo(400);
    assertThat(problem(server.get("/memory?status=wrong"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.get("/memory?limit=0"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.get("/memory?limit=1&limit=2"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.get("/memory?statsu=active"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.get("/memory?after=soon"), 400)).isEqualTo("invalid_input");
  }

  @Test
  void history_longerThanABatch_isWholeAndInOrder() {
    String id = server.create("version 1");
    for (int i = 2; i <= 45; i++) {
      server
          .store
          .memories()
          .update(id, MemoryPatch.none().content("version " + i), Change.by("ann"));
    }

    JsonNode history = json(server.get("/memory/" + id + "/audit"));

    assertThat(history.get("memory_id").asText()).isEqualTo(id);
    assertThat(history.get("entries")).hasSize(45);
    for (int i = 0; i < 45; i++) {
      JsonNode entry = history.get("entries").get(i);
      assertThat(entry.get("version").asInt()).isEqualTo(i + 1);
      assertThat(entry.get("after").get("content").asText()).isEqualTo("version " + (i + 1));
    }
    assertThat(problem(server.get("/memory/none/audit"), 404)).isEqualTo("not_found");
  }

  @Test
  void recent_filtersAndPages() {
    String id = server.create("a");
    act(id, "promote", "", "X-Atocore-Actor", "ann");
    HttpResponse<String> last = act(id, "invalidate", "", "X-Atocore-Actor", "ben");

    JsonNode page = json(server.get("/admin/audit/recent?limit=2"));
    assertThat(page.get("entries")).hasSize(2);
    assertThat(page.get("entries").get(0).get("action").asText()).isEqualTo("invalidated");
    assertThat(
            json(server.get("/admin/audit/recent?after=" + page.get("next").asText()))
                .get("entries"))
        .hasSize(1);
    assertThat(json(server.get("/admin/audit/recent?actor=ann")).get("entries")).hasSize(1);
    assertThat(json(server.get("/admin/audit/recent?action=created&since=1h")).get("entries"))
        .hasSize(1);
    assertThat(
            json(server.get("/admin/audit/recent?request=" + header(last, "X-Request-Id")))
                .get("entries"))
        .hasSize(1);
    assertThat(problem(server.get("/admin/audit/recent?action=loved"), 400))
        .isEqualTo("invalid_input");
  }

  @Test
  void wrongRequests_areToldAndChangeNothing() {
    String id = server.create("one");

    assertThat(problem(server.get("/memory/none"), 404)).isEqualTo("not_found");
    assertThat(problem(act(id, "invalidate", ""), 409)).isEqualTo("illegal_transition");
    assertThat(problem(server.post("/memory", "{}"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.post("/memory", ""), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.post("/memory", "[1]"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.post("/memory", "{\"type\":"), 400)).isEqualTo("invalid_input");
    assertThat(problem(server.post("/memory", "{\"type\":\"knowledge\",\"content\":{}}"), 400))
        .isEqualTo("invalid_input");
    assertThat(
            problem(
                server.post("/memory", "{\"type\":\"knowledge\",\"content\":\"\\ud800\"}"), 400))
        .isEqualTo("invalid_input");
    assertThat(problem(server.send("PATCH", "/memory/" + id, "{\"status\":\"active\"}"), 400))
        .isEqualTo("invalid_input");
    assertThat(problem(act(id, "revert", "{\"to_version\":1.5}"), 400)).isEqualTo("invalid_input");
    assertThat(problem(act(id, "revert", "{}"), 400)).isEqualTo("invalid_input");
    assertThat(problem(act(id, "promote", "x=1", "Content-Type", "text/plain"), 415))
        .isEqualTo("unsupported_media_type");
    assertThat(problem(act(id, "promote", "", "X-Atocore-Actor", "x".repeat(129)), 400))
        .isEqualTo("invalid_input");
    for (String name : List.of("integrity-repair", "Auto-Promote", "VALIDITY-EXPIRY")) {
      assertThat(problem(act(id, "promote", "", "X-Atocore-Actor", name), 400))
          .isEqualTo("invalid_input");
    }
    assertThat(problem(server.send("PUT", "/memory/" + id, "{}"), 405))
        .isEqualTo("method_not_allowed");
    assertThat(problem(server.get("/memory/" + id + "/promote"), 405))
        .isEqualTo("method_not_allowed");
    assertThat(problem(server.get("/nowhere"), 404)).isEqualTo("not_found");
    assertThat(server.store.audit().status().entries()).isEqualTo(1);
  }

  @Test
  void duplicateOfAnActiveMemory_isRefusedUnlessAllowed() {
    String body = "{\"type\":\"knowledge\",\"content\":\"same\",\"status\":\"active\"";
    server.post("/memory", body + "}");

    assertThat(problem(server.post("/memory", body + "}"), 409)).isEqualTo("duplicate");
    assertThat(server.post("/memory", body + ",\"allow_duplicate\":true}").statusCode())
        .isEqualTo(201);
  }

  @Test
  void head_isGetWithoutTheBody() {
    String id = server.create("one");

    HttpResponse<String> head = server.send("HEAD", "/memory/" + id, null);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length"))
        .isEqualTo(Integer.toString(server.get("/memory/" + id).body().length()));
  }

  private HttpResponse<String> act(String id, String verb, String body, String... headers) {
    return server.send("POST", "/memory/" + id + "/" + verb, body.isEmpty() ? null : body, headers);
  }

  private static String outcome(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return header(response, "X-Atocore-Outcome");
  }

  /** The code of a problem, after a look at its form. */
  private static String problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("request_id").asText()).isEqualTo(header(response, "X-Request-Id"));
    assertThat(problem.get("detail").asText()).isNotBlank().doesNotContain("\n");
    return problem.get("code").asText();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
