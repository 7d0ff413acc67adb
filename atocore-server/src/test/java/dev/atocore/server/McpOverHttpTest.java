package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the protocol is the server's: who comes in. The rest is tested where it is. */
class McpOverHttpTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

  private static final String META =
      "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
          + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"n\",\"version\":\"1\"},"
          + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

  @TempDir private Path folder;

  @Test
  void callers_needTheToken_andActUnderTheirName() {
    try (TestServer server = new TestServer(folder, config -> config.token(TOKEN))) {
      assertThat(server.post("/mcp", INITIALIZE).statusCode()).isEqualTo(401);
      String[] token = {"Authorization", "Bearer " + TOKEN};
      HttpResponse<String> begun = server.post("/mcp", INITIALIZE, token);
      assertThat(begun.statusCode()).isEqualTo(200);
      String session = begun.headers().firstValue("Mcp-Session-Id").orElseThrow();

      HttpResponse<String> proposed =
          server.post(
              "/mcp",
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                  + "\"memory_propose\",\"arguments\":{\"type\":\"knowledge\",\"content\":\"a\"}}}",
              "Authorization",
              "Bearer " + TOKEN,
              "Mcp-Session-Id",
              session);
      assertThat(proposed.body()).contains("candidate");
      String entries = server.get("/admin/audit/recent", token).body();
      assertThat(entries).contains("\"actor\":\"api-http\"", "\"on_behalf_of\":\"t\"");

      assertThat(server.get("/mcp", token).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void whatAToolRefuses_isCountedAsAnyRefusal() {
    try (TestServer server = new TestServer(folder, config -> config.token(TOKEN))) {
      Change ann = Change.by("ann");
      String id = server.store.memories().create(NewMemory.of(MemoryType.KNOWLEDGE, "a"), ann).id();
      String key = server.store.keys().add("bot", Role.PROPOSER, Scope.ALL, null, ann).token();
      String[] bot = {"Authorization", "Bearer " + key};
      while (server.get("/memory", bot).statusCode() != 200) {
        Thread.onSpinWait();
      }
      String[] root = {"Authorization", "Bearer " + TOKEN};
      String before = refusals(server, root);

      HttpResponse<String> answer =
          server.post(
              "/mcp",
              "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":"
                  + "\"memory_decide\",\"arguments\":{\"id\":\""
                  + id
                  + "\",\"decision\":\"promote\",\"note\":\"n\"},\"_meta\":"
                  + META
                  + "}}",
              "Authorization",
              "Bearer " + key,
              "MCP-Protocol-Version",
              "2026-07-28",
              "Mcp-Method",
              "tools/call",
              "Mcp-Name",
              "memory_decide");

      assertThat(answer.body()).contains("forbidden: ");
      assertThat(before).isEmpty();
      assertThat(refusals(server, root))
          .isEqualTo("atocore_refusals_total{key=\"bot\",reason=\"forbidden\"} 1.0");
    }
  }

  private static String refusals(TestServer server, String... token) {
    return server
        .get("/metrics", token)
        .body()
        .lines()
        .filter(line -> line.startsWith("atocore_refusals_total{key=\"bot\",reason=\"forb"))
        .collect(Collectors.joining());
  }

  @Test
  void pages_mayCallOnlyFromHere_orFromANameThatIsAllowed() {
    try (TestServer server =
        new TestServer(folder, config -> config.allowedHosts(Set.of("agents.example")))) {
      String here = "http://127.0.0.1:" + server.port();
      assertThat(origin(server, here)).isEqualTo(200);
      assertThat(origin(server, "http://127.0.0.1:1")).isEqualTo(403);
      assertThat(origin(server, "http://evil.example")).isEqualTo(403);
      assertThat(origin(server, "null")).isEqualTo(403);
      assertThat(origin(server, "http://agents.example:6274")).isEqualTo(200);
      assertThat(server.post("/memory", "{}", "Origin", "http://agents.example:6274").statusCode())
          .isEqualTo(403);
    }
  }

  private static int origin(TestServer server, String origin) {
    return server.post("/mcp", INITIALIZE, "Origin", origin).statusCode();
  }
}
