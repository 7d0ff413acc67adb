package dev.atocore.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.atocore.alerts.Alerts;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.recall.RecallMode;
import dev.atocore.server.AtoCoreServer;
import dev.atocore.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server on loopback, and one that is no AtoCore. */
class AtoCoreClientTest {
  @TempDir private Path folder;
  private MemoryStore store;
  private Alerts alerts;
  private AtoCoreServer server;
  private AtoCoreClient client;

  @BeforeEach
  void start() {
    store = MemoryStore.open(folder.resolve("store.db"));
    alerts =
        Alerts.builder()
            .logFile(folder.resolve("alerts.log"))
            .spool(folder.resolve("undelivered"))
            .build();
    serve();
  }

  private void serve() {
    ServerConfig config = ServerConfig.loopback().port(0).recall(RecallMode.FULL);
    server = AtoCoreServer.start(store, alerts, config);
    client = AtoCoreClient.builder(server.address()).actor("ines").build();
  }

  @AfterEach
  void stop() {
    server.close();
    alerts.close();
    store.close();
  }

  @Test
  void memory_goesThroughItsLife() {
    NewMemory tomatoes =
        NewMemory.of("preference", "Water the tomatoes in the evening")
            .project("garden")
            .metadata(Map.of("topic", "wáter", "rank", 3, "sure", true))
            .sourceChunkIds(List.of("c1", "c2"))
            .validFrom("2026-01-01");
    Changed made = client.create(tomatoes, Change.plain().note("Ines said so"));
    String id = made.memory().id();

    assertThat(made.outcome()).isEqualTo("created");
    assertThat(made.memory().metadata())
        .containsEntry("topic", "wáter")
        .containsEntry("rank", 3)
        .containsEntry("sure", true);
    assertThat(made.memory().sourceChunkIds()).containsExactly("c1", "c2");
    assertThat(client.promote(id, Change.plain()).memory().status()).isEqualTo("active");
    MemoryPatch morning = MemoryPatch.none().content("Water them before nine").project(null);
    Memory patched = client.update(id, morning, Change.plain().ifVersion(2)).memory();
    assertThat(patched.content()).isEqualTo("Water them before nine");
    assertThat(patched.project()).isNull();
    assertThat(client.reinforce(id, 0.5, Change.plain()).memory().confidence()).isEqualTo(1.0);
    assertThat(client.getVersion(id, 1).orElseThrow().content())
        .isEqualTo("Water the tomatoes in the evening");
    assertThat(client.revert(id, 2, Change.plain()).memory().project()).isEqualTo("garden");
    assertThat(client.invalidate(id, Change.plain()).outcome()).isEqualTo("invalidated");
    assertThat(client.history(id))
        .extracting(AuditEntry::action)
        .containsExactly("created", "promoted", "updated", "reinforced", "reverted", "invalidated");
    assertThat(client.history(id)).extracting(AuditEntry::actor).containsOnly("ines");
    assertThat(client.history(id).get(0).note()).isEqualTo("Ines said so");
    assertThat(client.history(id).get(0).after())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("content", "Water the tomatoes in the evening");
    assertThat(client.evidence(id))
        .extracting(Evidence::kind)
        .containsExactly("source", "source", "word");
  }

  @Test
  void candidate_isTurnedDown_replacedAndErased() {
    String first = client.create(active("The pump runs at night"), Change.plain()).memory().id();
    String second = client.create(active("The pump runs at noon"), Change.plain()).memory().id();
    String third = client.create(candidate("It never runs"), Change.plain()).memory().id();

    assertThat(client.supersede(first, second, Change.plain()).memory().supersededBy())
        .isEqualTo(second);
    assertThat(client.reject(third, Change.plain()).memory().status()).isEqualTo("invalid");
    client.redact(second, false, Change.plain().note("asked to"));
    assertThat(client.get(second).orElseThrow().content()).doesNotContain("noon");
    Map<String, Object> erased =
        client.redact(Map.of("actor", "ines", "dry_run", true), Change.plain());
    assertThat(erased).isNotEmpty();
  }

  @Test
  void refusals_haveTheServersWords() {
    String id = client.create(active("The key is in the shed"), Change.plain()).memory().id();

    ProblemException stale =
        catchThrowableOfType(
            ProblemException.class, () -> client.invalidate(id, Change.plain().ifVersion(7)));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("conflict");
    assertThat(stale.requestId()).isNotBlank();
    assertThatThrownBy(() -> client.create(active("The key is in the shed"), Change.plain()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo("duplicate"));
    assertThatThrownBy(() -> client.list(Query.all().with("statsu", "active")))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(400));
    assertThat(client.get("no such/memory?")).isEmpty();
    assertThat(client.integrity()).isEmpty();
  }

  @Test
  void pages_followEachOther() {
    IntStream.range(0, 25)
        .forEach(i -> client.create(active("Bed " + i + " has beans"), Change.plain()));

    List<Memory> all = client.listAll(Query.all().limit(10)).toList();
    assertThat(all).extracting(Memory::id).doesNotHaveDuplicates().hasSize(25);
    assertThat(client.list(Query.all().limit(10)).rows()).hasSize(10);
    assertThat(client.list(Query.search("beans").with("status", "active").limit(3)).rows())
        .hasSize(3);
    assertThat(client.auditAll(Query.all().limit(10).with("action", "created"))).hasSize(25);
    assertThat(client.listAll(Query.search("nothing"))).isEmpty();
  }

  @Test
  void whoWasTold_isAsked() {
    String id = client.create(active("The gate code is in the safe"), Change.plain()).memory().id();
    client.list(Query.search("gate"));

    List<Recall> recalls = List.of();
    for (int tries = 0; recalls.isEmpty() && tries < 500; tries++) { // written behind the answer
      recalls = client.recallsAll(Query.all().with("memory", id)).toList();
    }
    Exposure exposure = client.exposure(id);
    assertThat(exposure.recalls()).isGreaterThanOrEqualTo(1);
    assertThat(exposure.told()).isNotEmpty();
    assertThat(recalls)
        .isNotEmpty()
        .allSatisfy(recall -> assertThat(recall.door()).isEqualTo("http"));
    assertThat(recalls.get(0).memories()).extracting(Recall.Memory::id).contains(id);
  }

  @Test
  void checks_areRunAndRead() {
    IntegrityResult run = client.runIntegrity();

    assertThat(run.status()).isIn("ok", "findings");
    assertThat(run.checks()).isNotEmpty();
    assertThat(client.integrity().orElseThrow().checks()).hasSameSizeAs(run.checks());
    assertThat(client.dashboard()).containsKeys("memories", "candidate_queue");
    assertThat(client.isHealthy()).isTrue();
  }

  @Test
  void key_isSent_andNamesTheActor() {
    String token =
        store
            .keys()
            .add("bot", Role.CURATOR, Scope.ALL, null, dev.atocore.core.model.Change.by("ann"))
            .token();
    server.close(); // which would take up to two seconds to know of it
    serve();

    assertThatThrownBy(() -> client.list(Query.all()))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(401));
    AtoCoreClient bot = AtoCoreClient.builder(server.address()).token(token).actor("ines").build();
    String id = bot.create(candidate("Rain on Sunday"), Change.plain()).memory().id();
    assertThat(bot.history(id).get(0).actor()).isEqualTo("bot");
    assertThat(bot.history(id).get(0).onBehalfOf()).isEqualTo("ines");
  }

  @Test
  void changeWhoseAnswerWasLost_isMadeOnce() throws IOException {
    String id = client.create(active("The barn is red"), Change.plain()).memory().id();
    try (CuttingProxy proxy = new CuttingProxy(server.address(), 2)) {
      AtoCoreClient cut = AtoCoreClient.of(proxy.address());

      Changed reinforced = cut.reinforce(id, Change.plain());

      assertThat(reinforced.replayed()).isTrue();
      assertThat(reinforced.memory().version()).isEqualTo(2);
      assertThat(client.get(id).orElseThrow().referenceCount()).isEqualTo(1);
    }
  }

  @Test
  void changeThatGotNoAnswer_canBeSentAgainUnderItsKey() throws IOException {
    String id = client.create(active("The barn is blue"), Change.plain()).memory().id();
    Change change = Change.under("night-7");
    try (CuttingProxy proxy = new CuttingProxy(server.address(), 1)) {
      AtoCoreClient once = AtoCoreClient.builder(proxy.address()).tries(1).build();

      assertThatThrownBy(() -> once.reinforce(id, change))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("POST /memory/" + id + "/reinforce got no answer");
      assertThat(once.reinforce(id, change).replayed()).isTrue();
      assertThat(client.get(id).orElseThrow().version()).isEqualTo(2);
    }
  }

  @Test
  void busyServer_isAskedAgain() throws IOException {
    List<String> keys = new ArrayList<>();
    String problem =
        """
        {"type":"about:blank","title":"Busy","status":503,"detail":"too much waits","code":"busy",\
        "request_id":"r1"}\
        """;
    HttpServer busy = answering(503, "application/problem+json", problem, keys);
    try {
      AtoCoreClient to = AtoCoreClient.builder(address(busy)).tries(2).build();

      assertThatThrownBy(() -> to.create(candidate("x"), Change.plain()))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.code()).isEqualTo("busy"));
      assertThat(keys).hasSize(2).containsOnly(keys.get(0));
    } finally {
      busy.stop(0);
    }
  }

  @Test
  void whatIsNoAtoCore_isSaid() throws IOException {
    HttpServer other = answering(200, "text/html", "<p>Welcome</p>", new ArrayList<>());
    try {
      AtoCoreClient to = AtoCoreClient.of(address(other));

      assertThatThrownBy(() -> to.list(Query.search("secret")))
          .isInstanceOf(UnreachableException.class)
          .hasMessage("GET /memory was answered with 200 by something that is no AtoCore");
      assertThat(to.isHealthy()).isFalse();
    } finally {
      other.stop(0);
    }
    assertThatThrownBy(() -> AtoCoreClient.of(URI.create("ftp://host")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://HOST");
  }

  private static NewMemory active(String content) {
    return candidate(content).status("active");
  }

  private static NewMemory candidate(String content) {
    return NewMemory.of("knowledge", content);
  }

  private static HttpServer answering(int status, String type, String body, List<String> keys)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.getResponseHeaders().add("Retry-After", "0");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
