package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.key.NewKey;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryPatch;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys as their holders meet them: over HTTP, in a browser, while the server runs. */
class KeysOverHttpTest {
  private static final Change ANN = Change.by("ann");
  private static final String TOKEN = "correct-horse-battery-staple";

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
  @Timeout(value = 60, unit = SECONDS)
  void firstKey_closesTheDoor_andItsEndOpensNone() {
    assertThat(server.get("/memory").statusCode()).isEqualTo(200);
    NewKey bot = key("bot", Role.READER);

    until(401, "/memory");
    assertThat(server.get("/memory", bearer(bot)).statusCode()).isEqualTo(200);
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);

    server.store.keys().revoke("bot", ANN);

    until(401, "/memory", bearer(bot));
    assertThat(server.get("/memory").statusCode()).isEqualTo(401);
  }

  @Test
  @Timeout(value = 60, unit = SECONDS)
  void rotatedKey_letsInByItsNewTokenAlone() {
    NewKey old = key("bot", Role.READER);
    until(200, "/memory", bearer(old));
    NewKey fresh = server.store.keys().rotate("bot", null, ANN);

    until(200, "/memory", bearer(fresh));
    HttpResponse<String> refused = server.get("/memory", bearer(old));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("rotated").doesNotContain(old.token());
  }

  @Test
  void beyondLoopback_aKeyIsEnough() {
    ServerConfig wide = ServerConfig.loopback().host("0.0.0.0").port(0);
    assertThatThrownBy(() -> AtoCoreServer.start(server.store, server.alerts, wide))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("key add");
    key("bot", Role.READER);

    try (AtoCoreServer started = AtoCoreServer.start(server.store, server.alerts, wide)) {
      assertThat(started.address().getPort()).isPositive();
    }
  }

  @Test
  @Timeout(value = 60, unit = SECONDS)
  void browser_isLetInByAKey_untilItEnds() {
    NewKey anna = key("anna", Role.CURATOR);
    until(401, "/");
    HttpResponse<String> form = server.get("/login");
    Matcher csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(form.body());
    assertThat(csrf.find()).isTrue();
    HttpResponse<String> in =
        server.send(
            "POST",
            "/login",
            "csrf=" + csrf.group(1) + "&next=%2F&token=" + anna.token(),
            "Cookie",
            cookie(form),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(in.statusCode()).isEqualTo(303);
    String session = cookie(in);

    assertThat(server.get("/", "Cookie", session).statusCode()).isEqualTo(200);

    server.store.keys().revoke("anna", ANN);

    until(401, "/", "Cookie", session);
  }

  @Test
  void actor_isTheKeysName_whateverTheHeaderSays() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));
    NewKey bot = key("bot", Role.PROPOSER);
    String body = "{\"type\":\"knowledge\",\"content\":\"said by a bot\"}";
    String[] headers = {
      "Authorization", "Bearer " + bot.token(), "X-Atocore-Actor", "somebody else"
    };

    String id = json(server.post("/memory", body, headers)).get("id").asText();

    AuditEntry entry = server.store.audit().history(id).get(0);
    assertThat(entry.actor()).isEqualTo("bot");
    assertThat(entry.attribution().onBehalfOf()).isEqualTo("somebody else");
    String other =
        json(server.post("/memory", body.replace("bot", "man"), operator("X-Atocore-Actor", "joe")))
            .get("id")
            .asText();
    assertThat(server.store.audit().history(other).get(0).actor()).isEqualTo("joe");
    for (String reserved : List.of("Integrity-Repair", "auto-promote", "VALIDITY-EXPIRY")) {
      assertThat(server.post("/memory", body, operator("X-Atocore-Actor", reserved)).statusCode())
          .isEqualTo(400);
      assertThat(
              server
                  .post(
                      "/memory",
                      body,
                      "Authorization",
                      "Bearer " + bot.token(),
                      "X-Atocore-Actor",
                      reserved)
                  .statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void boundKey_writesWhereItBelongs() {
    NewKey one = key("one", Role.PROPOSER, "a");
    NewKey two = key("two", Role.PROPOSER, "a", "b");
    String body = "{\"type\":\"knowledge\",\"content\":\"where does it go\"}";

    JsonNode made = json(server.post("/memory", body, bearer(one)));
    assertThat(made.get("project").asText()).isEqualTo("a");
    HttpResponse<String> unclear = server.post("/memory", body, bearer(two));
    assertThat(unclear.statusCode()).isEqualTo(400);
    assertThat(unclear.body()).contains("a, b");
    String elsewhere = body.replace("}", ",\"project\":\"c\"}");
    assertThat(server.post("/memory", elsewhere, bearer(one)).statusCode()).isEqualTo(403);
    assertThat(
            server
                .send(
                    "PATCH",
                    "/memory/" + made.get("id").asText(),
                    "{\"project\":\"c\"}",
                    bearer(one))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .send(
                    "PATCH",
                    "/memory/" + made.get("id").asText(),
                    "{\"project\":null}",
                    bearer(one))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .post("/memory", body.replace("}", ",\"status\":\"active\"}"), bearer(one))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void boundKey_seesItsPartAlone() {
    String mine = memory("a", "mine is a tomato");
    String theirs = memory("b", "theirs is a tomato too");
    server.store.memories().promote(theirs, ANN);
    NewKey key = key("viewer", Role.READER, "a");

    assertThat(ids(server.get("/memory", bearer(key)))).containsExactly(mine);
    assertThat(ids(server.get("/memory?project=b", bearer(key)))).isEmpty();
    assertThat(ids(server.get("/memory?as_of=0s", bearer(key)))).containsExactly(mine);
    assertThat(ids(server.get("/memory?q=tomato&status=candidate", bearer(key))))
        .containsExactly(mine);
    assertThat(ids(server.get("/memory?q=tomato", bearer(key)))).isEmpty();
    assertThat(json(server.get("/memory/" + theirs, bearer(key))).get("detail").asText())
        .as("as of one that never was")
        .isEqualTo("there is no memory \"" + theirs + "\"");
    assertThat(server.get("/memory/" + theirs + "?version=1", bearer(key)).statusCode())
        .isEqualTo(404);
    JsonNode recent = json(server.get("/admin/audit/recent", bearer(key))).get("entries");
    assertThat(recent).hasSize(1);
    JsonNode dashboard = json(server.get("/admin/dashboard", bearer(key)));
    assertThat(dashboard.get("memories").get("active").asInt()).isZero();
    assertThat(dashboard.get("candidate_queue").get("count").asInt()).isEqualTo(1);
    assertThat(dashboard.get("recent_audit")).hasSize(1);
    assertThat(server.get("/metrics", bearer(key)).body())
        .contains("atocore_mutations_total{action=\"created\"} 1.0", "atocore_candidates 1.0")
        .doesNotContain("atocore_http");
  }

  @Test
  void memoryThatMovedAway_isGone() {
    String id = memory("a", "it moves");
    NewKey key = key("viewer", Role.READER, "a");
    assertThat(server.get("/memory/" + id, bearer(key)).statusCode()).isEqualTo(200);

    server.store.memories().update(id, MemoryPatch.none().project("b"), ANN);

    for (String path : List.of("", "?version=1", "?as_of=0s", "/audit")) {
      assertThat(server.get("/memory/" + id + path, bearer(key)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void refusals_areCountedByTheKey() {
    server.close();
    server = new TestServer(folder, config -> config.token(TOKEN));
    NewKey bot = key("bot", Role.READER);
    server.post("/memory", "{}", bearer(bot));
    for (int i = 0; i < 12; i++) {
      server.get("/memory", "Authorization", "Bearer wrong" + i);
    }

    String metrics = server.get("/metrics", operator()).body();
    assertThat(metrics).contains("atocore_refusals_total{key=\"bot\",reason=\"forbidden\"} 1.0");
    double nobodys = 0;
    Matcher counted =
        Pattern.compile("atocore_refusals_total\\{key=\"\",reason=\"\\w+\"} ([0-9.]+)")
            .matcher(metrics);
    while (counted.find()) {
      nobodys += Double.parseDouble(counted.group(1));
    }
    assertThat(nobodys).as("wrong tokens, and what came without any").isGreaterThanOrEqualTo(12);
    assertThat(metrics).contains("reason=\"too_many_failures\"");
  }

  /** A key that the server knows by now. */
  private NewKey key(String name, Role role, String... projects) {
    NewKey key = server.store.keys().add(name, role, new Scope(Set.of(projects), null), null, ANN);
    until(401, "/memory");
    until(200, "/memory", bearer(key));
    return key;
  }

  private String memory(String project, String content) {
    return server
        .store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).project(project), ANN)
        .id();
  }

  /** Asks until the server knows better, which the timeout bounds. */
  private void until(int status, String path, String... headers) {
    while (server.get(path, headers).statusCode() != status) {
      Thread.onSpinWait();
    }
  }

  private static List<String> ids(HttpResponse<String> list) {
    return json(list).get("memories").findValuesAsText("id");
  }

  private static String[] bearer(NewKey key) {
    return new String[] {"Authorization", "Bearer " + key.token()};
  }

  private static String[] operator(String... more) {
    String[] headers = new String[2 + more.length];
    headers[0] = "Authorization";
    headers[1] = "Bearer " + TOKEN;
    System.arraycopy(more, 0, headers, 2, more.length);
    return headers;
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
  }
}
