package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.atocore.testing.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extractor that asks a model, against a server that speaks as OpenAI's does. */
class ModelExtractorIT {
  private static final String EXTRACTOR =
      Checkout.ROOT.resolve("scripts/extractors/openai").toString();
  private static final String KEY = "sk-not-to-be-seen";

  @TempDir Path home;
  private HttpServer server;
  private Checkout checkout;
  private Map<String, String> environment;
  private final Deque<Said> script = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());

  private record Said(int status, @Nullable String retryAfter, String body) {}

  @BeforeEach
  void start() throws Exception {
    Machine.needs(Machine.runs("/usr/bin/python3", "--version"), "python3");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/chat/completions", this::answer);
    server.start();
    checkout = new Checkout(home);
    environment = checkout.environment();
    environment.put(
        "ATOCORE_OPENAI_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    environment.put("ATOCORE_OPENAI_MODEL", "test-model");
    environment.put("ATOCORE_OPENAI_KEY", KEY);
    environment.put("ATOCORE_EXTRACTOR", EXTRACTOR);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void night_makesCandidatesOfWhatTheModelLists() throws Exception {
    Path notes = Files.createDirectory(home.resolve("notes"));
    Files.writeString(notes.resolve("a.md"), "# Pumps\n\nWe now run the pumps at night.\n");
    environment.put("ATOCORE_SOURCES", notes.toString());
    environment.put("ATOCORE_PROJECT", "garden");
    environment.put("ATOCORE_OPENAI_PRICE", "0.15/0.60");
    says(429, "0", "{\"error\":{\"message\":\"slow down, " + KEY + "\"}}");
    lists(
        "{\"memories\":[{\"type\":\"project\",\"content\":\"The pumps of the garden run at\\n"
            + " night.\"},{\"type\":\"wisdom\",\"content\":\"no such type\"}]}");

    Checkout.Result night =
        checkout.run(Checkout.ROOT.resolve("scripts/batch-extract.sh").toString());

    assertThat(night.exit()).as(night.output()).isZero();
    assertThat(home.resolve("atocore-logs/batch-extract.log"))
        .content()
        .contains(
            "B| openai: test-model: 1 chunks, 1 candidates, 0 left out; 2 requests in ",
            "1,200 tokens in, 30 out, $0.0002")
        .doesNotContain(KEY);
    String listed = checkout.atocore("memory", "list", "-o", "ndjson").output();
    assertThat(listed)
        .hasLineCount(1)
        .contains(
            "\"content\":\"The pumps of the garden run at night.\"",
            "\"status\":\"candidate\"",
            "\"project\":\"garden\"",
            "\"model\":\"test-model\"",
            "\"source_chunk_id\":\"doc-");
    assertThat(requests.get(1))
        .contains("test-model", "json_schema", "We now run the pumps at night.");
    assertThat(keys).containsOnly("Bearer " + KEY);
  }

  @Test
  void answersOfNoUse_areNamedAndLeftOut() throws Exception {
    lists("I would rather not say.");
    says(200, null, "{\"choices\":[{\"message\":{\"refusal\":\"no\",\"content\":null}}]}");
    lists("Sure!\n```json\n[{\"type\":\"knowledge\",\"content\":\"Seals are size 28.\"}]\n```");

    Checkout.Result result = extract(3);

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).hasLineCount(1).contains("Seals are size 28.", "\"chunk-3\"");
    assertThat(result.err())
        .contains(
            "chunk chunk-1 left out: the answer has no JSON",
            "chunk chunk-2 left out: the model declines it",
            "3 chunks, 1 candidates, 2 left out");
  }

  @Test
  void serverThatLetsNobodyIn_failsTheStepAndKeepsTheKey() throws Exception {
    says(401, null, "{\"error\":{\"message\":\"wrong key " + KEY + "\\u001b[31m\"}}");

    Checkout.Result result = extract(2);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("answers 401 wrong key ***?[31m", "chunk 1 and what follows it were not read")
        .doesNotContain(KEY);
    assertThat(requests).hasSize(1);
  }

  @Test
  void serverThatIsAwayOrSlow_isAskedAgainAndThenGivenUp() throws Exception {
    environment.put("ATOCORE_OPENAI_TRIES", "2");
    says(503, "0", "");
    says(503, "0", "");

    Checkout.Result result = extract(1);

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("gave no answer in 2 tries; the last: 503");
    assertThat(requests).hasSize(2);
  }

  @Test
  void redirection_isNotFollowed() throws Exception {
    says(302, null, "");

    assertThat(extract(1).err()).contains("answers 302");
    assertThat(requests).hasSize(1);
  }

  @Test
  void wrongSettings_areExit2() throws Exception {
    environment.put("ATOCORE_OPENAI_FORMAT", "xml");
    assertThat(extract(1).err()).contains("ATOCORE_OPENAI_FORMAT is json_schema");
    environment.remove("ATOCORE_OPENAI_FORMAT");
    environment.remove("ATOCORE_OPENAI_MODEL");
    Checkout.Result result = extract(1);
    assertThat(result.err()).contains("set ATOCORE_OPENAI_MODEL");
    assertThat(result.exit()).isEqualTo(2);
  }

  private Checkout.Result extract(int chunks) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= chunks; i++) {
      lines.append("{\"seq\":").append(i).append(",\"id\":\"chunk-").append(i);
      lines.append("\",\"project\":null,\"content\":\"note ").append(i).append("\"}\n");
    }
    Path file = Files.writeString(home.resolve("chunks"), lines);
    return checkout.run("/bin/sh", "-c", "exec \"$0\" <\"$1\"", EXTRACTOR, file.toString());
  }

  private void lists(String content) {
    says(
        200,
        null,
        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\""
            + content.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
            + "\"}}],\"usage\":{\"prompt_tokens\":1200,\"completion_tokens\":30}}");
  }

  private void says(int status, @Nullable String retryAfter, String body) {
    script.add(new Said(status, retryAfter, body));
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Said said = script.remove();
    if (said.retryAfter() != null) {
      exchange.getResponseHeaders().add("Retry-After", said.retryAfter());
    }
    if (said.status() == 302) {
      exchange.getResponseHeaders().add("Location", "/v1/elsewhere");
    }
    byte[] body = said.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
