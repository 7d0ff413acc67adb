package dev.atocore.server;

import static dev.atocore.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that comes again under its Idempotency-Key. */
class IdempotencyTest {
  private static final String KEY = "Idempotency-Key";
  private static final String NEW = "{\"type\":\"knowledge\",\"content\":\"a fact\"}";

  @TempDir Path folder;
  private TestServer server;
  private int keys;

  @BeforeEach
  void start() {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void change_thatComesAgain_isAnsweredAsAtFirst_andNotMadeAgain() {
    HttpResponse<String> made = twice("POST", "/memory", NEW);
    String path = "/memory/" + json(made).get("id").textValue();
    assertThat(made.headers().firstValue("Location")).contains(path);
    twice("PATCH", path, "{\"confidence\":0.9}");
    twice("PATCH", path, "{\"confidence\":0.9}");
    twice("POST", path + "/promote", null);
    twice("POST", path + "/reinforce", "{\"delta\":0.05}");
    HttpResponse<String> conditional =
        twice("PATCH", path, "{\"content\":\"another\"}", "If-Match", "\"4\"");
    twice("POST", path + "/reinforce", "", "If-Match", "\"3\", \"5\"");
    twice("POST", path + "/revert", "{\"to_version\":5}");
    twice("POST", path + "/invalidate", "{\"note\":\"wrong\"}");

    assertThat(conditional.statusCode()).isEqualTo(200);
    List<String> actions = new ArrayList<>();
    for (JsonNode entry : json(server.get(path + "/audit")).get("entries")) {
      actions.add(entry.get("action").textValue());
    }
    assertThat(actions)
        .containsExactly(
            "created",
            "updated",
            "promoted",
            "reinforced",
            "updated",
            "reinforced",
            "reverted",
            "invalidated");
  }

  @Test
  void refusal_thatComesAgain_isTheSame_whateverBecamePossible() {
    String path = "/memory/" + server.create("a fact");
    HttpResponse<String> illegal = twice("POST", path + "/invalidate", "", KEY, "illegal");
    HttpResponse<String> moved = twice("POST", path + "/promote", "", "If-Match", "\"7\"");
    HttpResponse<String> none = twice("POST", "/memory/none/promote", "");
    server.post(path + "/promote", "");

    assertThat(illegal.statusCode()).isEqualTo(409);
    assertThat(moved.statusCode()).isEqualTo(412);
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(server.post(path + "/invalidate", "", KEY, "illegal").body())
        .isEqualTo(illegal.body());
    assertThat(server.post(path + "/invalidate", "", KEY, "another").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherRequest_underTheSameKey_is422() {
    String path = "/memory/" + server.create("a fact");
    assertThat(server.post(path + "/reinforce", "", KEY, "k").statusCode()).isEqualTo(200);

    for (HttpResponse<String> other :
        List.of(
            server.post(path + "/reinforce", "{\"delta\":0.1}", KEY, "k"),
            server.post(path + "/promote", "", KEY, "k"),
            server.post(path + "/reinforce", "", KEY, "k", "X-Atocore-Actor", "somebody else"),
            server.post("/memory", NEW, KEY, "\"k\""))) {
      assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
      assertThat(json(other).get("code").textValue()).isEqualTo("idempotency_key_reused");
    }
    assertThat(json(server.get(path)).get("version").intValue()).isEqualTo(2);
  }

  @Test
  void key_withQuotesOrWithout_isOne_andAnUnusableOneIs400() {
    String path = "/memory/" + server.create("a fact") + "/reinforce";
    server.post(path, "", KEY, "8e03978e");
    HttpResponse<String> quoted = server.post(path, "", KEY, "\"8e03978e\"");

    assertThat(json(quoted).get("version").intValue()).isEqualTo(2);
    for (String none : List.of("", "\"\"", "a b", "x".repeat(256))) {
      assertThat(server.post(path, "", KEY, none).statusCode()).as(none).isEqualTo(400);
    }
    assertThat(server.post(path, "", KEY, "a", KEY, "b").statusCode()).isEqualTo(400);
    assertThat(server.get("/memory", KEY, "").statusCode()).isEqualTo(200);
  }

  @Test
  void manyAtOnce_getOneAnswer_andChangeOnce() throws Exception {
    String path = "/memory/" + server.create("a fact");
    ExecutorService clients = Executors.newFixedThreadPool(12);
    TreeSet<String> answers = new TreeSet<>();
    TreeSet<String> made = new TreeSet<>();
    try {
      List<Callable<HttpResponse<String>>> reinforcing = new ArrayList<>();
      List<Callable<HttpResponse<String>>> making = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        reinforcing.add(
            () -> server.post(path + "/reinforce", "", KEY, "one", "If-Match", "\"1\", \"9\""));
        making.add(() -> server.post("/memory", NEW.replace("a fact", "new"), KEY, "two"));
      }
      for (Future<HttpResponse<String>> done : clients.invokeAll(reinforcing)) {
        answers.add(done.get().statusCode() + done.get().body());
      }
      for (Future<HttpResponse<String>> done : clients.invokeAll(making)) {
        made.add(done.get().statusCode() + done.get().body());
      }
    } finally {
      clients.shutdownNow();
    }

    assertThat(answers).hasSize(1).first().asString().startsWith("200");
    assertThat(made).hasSize(1).first().asString().startsWith("201");
    assertThat(json(server.get(path)).get("reference_count").intValue()).isEqualTo(1);
  }

  /** As if it had died between the commit and the answer. */
  @Test
  void anotherServer_knowsWhatThisOneDid() {
    String path = "/memory/" + server.create("a fact") + "/reinforce";
    HttpResponse<String> first = server.post(path, "", KEY, "k");
    server.close();
    server = new TestServer(folder);

    HttpResponse<String> again = server.post(path, "", KEY, "k");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void integrityRun_isNotRunAgain() {
    HttpResponse<String> run = twice("POST", "/admin/integrity/run", "{\"checks\":[]}");

    assertThat(json(run).get("status").textValue()).isEqualTo("ok");
  }

  /** The same answer both times, but for what says that it is the second. */
  private HttpResponse<String> twice(
      String method, String path, @Nullable String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (!all.contains(KEY)) {
      all.addAll(List.of(KEY, "key-" + keys++));
    }
    HttpResponse<String> first = server.send(method, path, body, all.toArray(new String[0]));
    HttpResponse<String> again = server.send(method, path, body, all.toArray(new String[0]));
    assertThat(again.statusCode()).isEqualTo(first.statusCode());
    assertThat(again.body()).isEqualTo(first.body());
    for (String name : List.of("ETag", "Location", "X-Atocore-Outcome", "Content-Type")) {
      assertThat(again.headers().firstValue(name)).isEqualTo(first.headers().firstValue(name));
    }
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    return first;
  }
}
