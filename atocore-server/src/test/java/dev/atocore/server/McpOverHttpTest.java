package dev.atocore.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the protocol is the server's: who comes in. The rest is tested where it is. */
class McpOverHttpTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

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
