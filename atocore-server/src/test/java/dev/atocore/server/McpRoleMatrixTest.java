package dev.atocore.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every tool, resource and prompt at {@code /mcp} with every role, bound to a project and not, on a
 * memory of that project, on one of the key's own making and on one of another project. What is not
 * in the table fails {@link #table_hasAllThatIsListed}.
 */
class McpRoleMatrixTest {
  private static final String MINE = "mine";
  private static final String THEIRS = "theirs";
  private static final String SECRET = "zanzibar";

  /** What a row is about, and so how what is not the key's shows. */
  private enum About {
    /** Memories at large: another's are left out. */
    LIST,
    /** A memory: another's is not there. */
    ID,
    /** The same; proposers of their own candidates only. */
    OWN,
    /** The project of what it makes: another's is refused. */
    PROJECT
  }

  /**
   * A line of the table.
   *
   * @param name of the tool, resource or prompt, as it is listed
   * @param method of the call
   * @param role the least that may
   * @param params those of the call; {@code {id}}, {@code {version}}, {@code {other}}, {@code
   *     {project}}, {@code {word}} and {@code {n}} are filled in
   */
  private record Row(String name, String method, Role role, About about, String params) {
    static Row tool(String name, Role role, About about, String arguments) {
      return new Row(
          name, "tools/call", role, about, "'name':'" + name + "','arguments':{" + arguments + "}");
    }

    static Row prompt(String name, String arguments) {
      return new Row(
          name,
          "prompts/get",
          Role.READER,
          About.LIST,
          "'name':'" + name + "','arguments':{" + arguments + "}");
    }

    boolean isTool() {
      return method.equals("tools/call");
    }

    boolean needsActive() {
      return params.contains("invalidate") || params.contains("supersede");
    }

    @Override
    public String toString() {
      return name + (params.contains("decision") ? params.replaceAll(".*decision", "") : "");
    }
  }

  private static final String DECIDE = "'id':'{id}','note':'n','decision':";

  private static final List<Row> TABLE =
      List.of(
          Row.tool("memory_search", Role.READER, About.LIST, "'query':'{word}'"),
          Row.tool("memory_get", Role.READER, About.ID, "'id':'{id}'"),
          Row.tool("memory_history", Role.READER, About.ID, "'id':'{id}'"),
          Row.tool(
              "memory_propose",
              Role.PROPOSER,
              About.PROJECT,
              "'type':'knowledge','content':'made {n}','project':'{project}'"),
          Row.tool(
              "memory_update",
              Role.PROPOSER,
              About.OWN,
              "'id':'{id}','if_version':{version},'confidence':0.7"),
          Row.tool("memory_decide", Role.PROPOSER, About.OWN, DECIDE + "'reject'"),
          Row.tool("memory_decide", Role.CURATOR, About.ID, DECIDE + "'promote'"),
          Row.tool("memory_decide", Role.CURATOR, About.ID, DECIDE + "'invalidate'"),
          Row.tool("memory_decide", Role.CURATOR, About.ID, DECIDE + "'supersede','by':'{other}'"),
          Row.tool("memory_reinforce", Role.PROPOSER, About.ID, "'id':'{id}'"),
          new Row(
              "atocore://memory/{id}",
              "resources/read",
              Role.READER,
              About.ID,
              "'uri':'atocore://memory/{id}'"),
          new Row(
              "atocore://dashboard",
              "resources/read",
              Role.READER,
              About.LIST,
              "'uri':'atocore://dashboard'"),
          Row.prompt("recall", "'topic':'{word}'"),
          Row.prompt("triage", ""));

  @TempDir static Path folder;
  private static TestServer server;
  private static final Map<String, String> TOKENS = new LinkedHashMap<>();
  private static final Map<String, String> SESSIONS = new LinkedHashMap<>();
  private static int made;

  @BeforeAll
  @Timeout(value = 60, unit = SECONDS)
  static void start() throws Exception {
    server = new TestServer(folder);
    Change ann = Change.by("ann");
    for (Role role : Role.values()) {
      for (String project : List.of("", MINE)) {
        Scope scope = new Scope(project.isEmpty() ? Set.of() : Set.of(project), null);
        String name = role.word() + project;
        TOKENS.put(name, server.store.keys().add(name, role, scope, null, ann).token());
      }
    }
    server.store.projects().add(SECRET, null);
    while (server.get("/memory").statusCode() != 401) {
      Thread.onSpinWait();
    }
    for (String key : TOKENS.keySet()) {
      HttpResponse<String> begun =
          post(
              key,
              "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                  + "'capabilities':{},'clientInfo':{'name':'m','version':'1'}}}");
      SESSIONS.put(key, begun.headers().firstValue("Mcp-Session-Id").orElseThrow());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void table_hasAllThatIsListed() throws Exception {
    String key = Role.OPERATOR.word();
    Set<String> listed = new TreeSet<>(names(key, "tools/list", "tools", "name"));
    listed.addAll(names(key, "resources/list", "resources", "uri"));
    listed.addAll(names(key, "resources/templates/list", "resourceTemplates", "uriTemplate"));
    listed.addAll(names(key, "prompts/list", "prompts", "name"));
    Set<String> rows = new TreeSet<>();
    TABLE.forEach(row -> rows.add(row.name()));

    assertThat(rows).isEqualTo(listed);
  }

  @TestFactory
  List<DynamicTest> everyRole_isListedWhatItMayUse() {
    List<DynamicTest> cells = new ArrayList<>();
    for (Role role : Role.values()) {
      for (String project : List.of("", MINE)) {
        String key = role.word() + project;
        cells.add(DynamicTest.dynamicTest("listed to " + key, () -> listed(role, key)));
      }
    }
    return cells;
  }

  @TestFactory
  List<DynamicTest> everyRole_onEverything() {
    List<DynamicTest> cells = new ArrayList<>();
    for (Row row : TABLE) {
      for (Role role : Role.values()) {
        for (String project : List.of("", MINE)) {
          for (String target : List.of(MINE, "own", THEIRS)) {
            String key = role.word() + project;
            cells.add(
                DynamicTest.dynamicTest(
                    row + " by " + key + " on " + target,
                    () -> cell(row, role, key, !project.isEmpty(), target)));
          }
        }
      }
    }
    return cells;
  }

  private static void listed(Role role, String key) throws Exception {
    Set<String> tools = new TreeSet<>();
    Set<String> prompts = new TreeSet<>();
    for (Row row : TABLE) {
      if (row.isTool() && role.includes(row.role())) {
        tools.add(row.name());
      } else if (row.method().equals("prompts/get")) {
        prompts.add(row.name());
      }
    }
    assertThat(new TreeSet<>(names(key, "tools/list", "tools", "name"))).isEqualTo(tools);
    assertThat(new TreeSet<>(names(key, "prompts/list", "prompts", "name"))).isEqualTo(prompts);
    assertThat(names(key, "resources/list", "resources", "uri"))
        .containsExactly("atocore://dashboard");
  }

  private static void cell(Row row, Role role, String key, boolean bound, String target)
      throws Exception {
    String project = target.equals(THEIRS) ? THEIRS : MINE;
    Memory memory =
        memory(
            project,
            target.equals("own") ? key : "ann",
            row.needsActive() || (row.about() == About.LIST && !row.name().equals("triage"))
                ? MemoryStatus.ACTIVE
                : MemoryStatus.CANDIDATE);
    String params =
        row.params()
            .replace("{id}", memory.id())
            .replace("{version}", "" + memory.version())
            .replace("{project}", project)
            .replace("{word}", memory.content().replaceAll(".*(w\\d+).*", "$1"))
            .replace("{n}", "" + made++);
    if (params.contains("{other}")) {
      params = params.replace("{other}", memory(project, "ann", MemoryStatus.ACTIVE).id());
    }

    JsonNode answer = ask(key, row.method(), params);

    boolean foreign = bound && target.equals(THEIRS);
    String refusal = refusal(row, role, target, foreign);
    if (refusal == null) {
      assertThat(answer.has("error")).as(answer.toString()).isFalse();
      assertThat(answer.at("/result/isError").asBoolean()).as(answer.toString()).isFalse();
      if (row.about() == About.LIST && !row.name().contains("dashboard")) {
        assertThat(answer.toString().contains(memory.id())).isEqualTo(!foreign);
      }
    } else if (row.isTool()) {
      assertThat(answer.at("/result/isError").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.at("/result/content/0/text").asText()).startsWith(refusal + ": ");
    } else {
      assertThat(answer.has("error")).as(answer.toString()).isTrue();
    }
    if (refusal != null) {
      assertThat(server.store.memories().get(memory.id())).isEqualTo(memory);
    }
    if (bound) {
      assertThat(answer.toString()).doesNotContain(SECRET);
    }
  }

  /** The code of what is refused; null where nothing is. */
  private static @Nullable String refusal(Row row, Role role, String target, boolean foreign) {
    if (!role.includes(row.role())) {
      return "forbidden";
    }
    return switch (row.about()) {
      case LIST -> null;
      case PROJECT -> foreign ? "forbidden" : null;
      case ID -> foreign ? "not_found" : null;
      case OWN ->
          foreign
              ? "not_found"
              : role == Role.PROPOSER && !target.equals("own") ? "forbidden" : null;
    };
  }

  private static List<String> names(String key, String method, String list, String name)
      throws Exception {
    List<String> names = new ArrayList<>();
    for (JsonNode one : ask(key, method, "").at("/result/" + list)) {
      names.add(one.get(name).asText());
    }
    return names;
  }

  private static JsonNode ask(String key, String method, String params) throws Exception {
    return TestServer.json(
        post(
            key,
            "{'jsonrpc':'2.0','id':"
                + ++made
                + ",'method':'"
                + method
                + "','params':{"
                + params
                + "}}"));
  }

  private static HttpResponse<String> post(String key, String message) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Authorization",
                "Bearer " + TOKENS.get(key),
                "Accept",
                "application/json, text/event-stream"));
    if (SESSIONS.containsKey(key)) {
      headers.addAll(
          List.of("Mcp-Session-Id", SESSIONS.get(key), "MCP-Protocol-Version", "2025-11-25"));
    }
    return server.post("/mcp", message.replace('\'', '"'), headers.toArray(String[]::new));
  }

  private static Memory memory(String project, String maker, MemoryStatus status) {
    return server
        .store
        .memories()
        .create(
            NewMemory.of(
                    MemoryType.KNOWLEDGE,
                    "found w" + made++ + (project.equals(THEIRS) ? " of " + SECRET : ""))
                .project(project)
                .status(status),
            Change.by(maker));
  }
}
