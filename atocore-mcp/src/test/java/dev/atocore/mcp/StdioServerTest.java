package dev.atocore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.core.model.Change;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.NewMemory;
import dev.atocore.mcp.agent.Agent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StdioServerTest {
  @TempDir private Path folder;
  private MemoryStore store;
  private Agent proposer;
  private Agent curator;

  @BeforeEach
  void open() {
    store = MemoryStore.open(folder.resolve("store.db"));
    proposer = Conversation.agent(store, Role.PROPOSER);
    curator = Conversation.agent(store, Role.CURATOR);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-18, 2025-06-18",
    "2025-11-25, 2025-11-25",
    "2024-11-05, 2025-11-25",
    "2099-01-01, 2025-11-25"
  })
  void handshake_agreesOnARevision(String wanted, String agreed) throws Exception {
    JsonNode result = Conversation.withHandshake(wanted).last(proposer).get("result");

    assertThat(result.get("protocolVersion").asText()).isEqualTo(agreed);
    assertThat(result.at("/serverInfo/name").asText()).isEqualTo("atocore");
    assertThat(result.get("instructions").asText()).contains("memory_search", "candidate");
    assertThat(result.has("resultType")).isFalse();
  }

  @Test
  void newestRevision_needsNoHandshake() throws Exception {
    List<JsonNode> heard =
        new Conversation()
            .ask(1, "server/discover", Conversation.META)
            .ask(2, "tools/list", Conversation.META)
            .ask(3, "tools/list", "")
            .ask(4, "tools/list", Conversation.META.replace("2026-07-28", "1900-01-01"))
            .with(proposer);

    assertThat(heard.get(0).at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");
    assertThat(heard.get(1).at("/result/resultType").asText()).isEqualTo("complete");
    assertThat(heard.get(1).at("/result/tools")).hasSize(7);
    assertThat(heard.get(2).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(heard.get(3).at("/error/code").asInt()).isEqualTo(-32022);
  }

  @ParameterizedTest
  @CsvSource({"READER, 3", "PROPOSER, 7", "CURATOR, 7", "OPERATOR, 7"})
  void tools_areListedWhereTheRoleAllowsThem(Role role, int tools) throws Exception {
    JsonNode listed =
        Conversation.withHandshake("2025-11-25")
            .ask(1, "tools/list", "")
            .last(Conversation.agent(store, role))
            .at("/result/tools");

    assertThat(listed).hasSize(tools);
    for (JsonNode tool : listed) {
      assertThat(tool.get("description").asText()).hasSizeGreaterThan(80);
      for (String hint : List.of("readOnlyHint", "destructiveHint", "idempotentHint")) {
        assertThat(tool.get("annotations").get(hint).isBoolean()).isTrue();
      }
      boolean update = tool.get("name").asText().equals("memory_update");
      assertThat(tool.at("/annotations/destructiveHint").asBoolean() || !update).isTrue();
    }
  }

  @Test
  void results_areAsTheirSchemasSay() throws Exception {
    String id = create("The gate is shut at nine", MemoryStatus.CANDIDATE);
    List<JsonNode> heard =
        Conversation.withHandshake("2025-11-25")
            .ask(1, "tools/list", "")
            .call(2, "memory_propose", "'type':'knowledge','content':'a','metadata':{'n':1.5}")
            .call(3, "memory_decide", "'id':'" + id + "','decision':'promote','note':'yes'")
            .call(4, "memory_update", "'id':'" + id + "','if_version':2,'review_by':'90d'")
            .call(5, "memory_reinforce", "'id':'" + id + "'")
            .call(6, "memory_search", "'query':'gate'")
            .call(7, "memory_get", "'id':'" + id + "'")
            .call(8, "memory_history", "'id':'" + id + "','limit':3")
            .with(curator);
    Map<String, JsonNode> schemas = new HashMap<>();
    heard.get(1).at("/result/tools").forEach(t -> schemas.put(t.get("name").asText(), t));
    List<String> order =
        List.of("propose", "decide", "update", "reinforce", "search", "get", "history");
    for (int i = 0; i < order.size(); i++) {
      JsonNode result = heard.get(i + 2).get("result");
      assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
      JsonNode structured = result.get("structuredContent");
      assertThat(Conversation.json(result.at("/content/0/text").asText())).isEqualTo(structured);
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012)
                  .getSchema(
                      requireNonNull(schemas.get("memory_" + order.get(i))).get("outputSchema"))
                  .validate(structured))
          .as(order.get(i))
          .isEmpty();
    }
    assertThat(heard.get(8).at("/result/structuredContent/next").isNull()).isFalse();
    AuditEntry made = store.audit().history(id).get(1);
    assertThat(made.actor()).isEqualTo("mcp");
    assertThat(made.attribution().onBehalfOf()).isEqualTo("tester");
  }

  @Test
  void search_saysThatItLookedAtTheNewestOnly() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_600; i++) {
      lines.append(
          "{\"type\":\"knowledge\",\"status\":\"active\",\"content\":\"everywhere " + i + "\"}\n");
    }
    store
        .memories()
        .importNdjson(
            new ByteArrayInputStream(lines.toString().getBytes(UTF_8)),
            Change.by("test"),
            false,
            line -> {});

    JsonNode found =
        Conversation.withHandshake("2025-11-25")
            .call(1, "memory_search", "'query':'everywhere','limit':3")
            .last(curator)
            .at("/result/structuredContent");

    assertThat(found.path("newest_of").asInt()).isEqualTo(10_000);
    assertThat(found.get("memories")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory_search  | 'query':5                              | invalid_input: query is not a"
            + " text",
        "memory_search  | 'query':'a','limit':0                  | invalid_input: limit is 0",
        "memory_search  | 'query':'a','mode':'semantic'          | ATOCORE_EMBEDDER",
        "memory_get     | 'id':'nope'                            | not_found: ",
        "memory_get     | 'ID':'nope'                            | there is no argument",
        "memory_history | 'id':'nope'                            | not_found: ",
        "memory_propose | 'type':'wish','content':'a'            | invalid_input: ",
        "memory_propose | 'type':'knowledge'                     | content is missing",
        "memory_update  | 'id':'x','content':'a'                 | if_version is missing",
        "memory_decide  | 'id':'x','decision':'promote'          | note is missing",
        "memory_decide  | 'id':'x','decision':'keep','note':'a'  | unknown decision",
        "memory_decide  | 'id':'x','decision':'supersede','note':'a' | by is missing",
      })
  void wrongArguments_areAnErrorThatSaysWhatToDo(String tool, String arguments, String said)
      throws Exception {
    JsonNode result =
        Conversation.withHandshake("2025-11-25")
            .call(1, tool, arguments)
            .last(Conversation.agent(store, Role.CURATOR))
            .get("result");

    assertThat(result.get("isError").asBoolean()).isTrue();
    assertThat(result.at("/content/0/text").asText()).contains(said);
    assertThat(result.has("structuredContent")).isFalse();
  }

  @Test
  void refusals_sayWhatToDo() throws Exception {
    String active = create("Water at nine", MemoryStatus.ACTIVE);
    String waits = create("Water at ten", MemoryStatus.CANDIDATE);
    List<JsonNode> heard =
        Conversation.withHandshake("2025-11-25")
            .call(1, "memory_update", "'id':'" + active + "','if_version':1,'content':'never'")
            .call(2, "memory_propose", "'type':'knowledge','content':'Water at ten'")
            .call(3, "memory_decide", "'id':'" + active + "','decision':'invalidate','note':'a'")
            .call(4, "memory_nothing", "")
            .with(proposer);

    assertThat(text(heard.get(1))).startsWith("forbidden: ").contains("human");
    assertThat(text(heard.get(2))).startsWith("duplicate: ").contains(waits, "memory_reinforce");
    assertThat(text(heard.get(3))).startsWith("forbidden: ");
    assertThat(heard.get(4).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(store.memories().get(active).version()).isEqualTo(1);
  }

  @Test
  void boundAgent_seesAndWritesItsPartOnly() throws Exception {
    String other = create("Elsewhere", MemoryStatus.ACTIVE);
    Agent bound = Conversation.agent(store, Role.CURATOR, new Scope(Set.of("p"), "ann"));
    List<JsonNode> heard =
        Conversation.withHandshake("2025-11-25")
            .call(1, "memory_get", "'id':'" + other + "'")
            .call(2, "memory_propose", "'type':'knowledge','content':'here'")
            .call(3, "memory_propose", "'type':'knowledge','content':'there','project':'q'")
            .with(bound);

    assertThat(text(heard.get(1))).startsWith("not_found: ");
    JsonNode made = heard.get(2).at("/result/structuredContent");
    assertThat(made.get("project").asText() + made.get("user_id").asText()).isEqualTo("pann");
    assertThat(text(heard.get(3))).startsWith("forbidden: ");
  }

  @Test
  void resourcesAndPrompts() throws Exception {
    String id = create("The quoll sleeps by day", MemoryStatus.ACTIVE);
    List<JsonNode> heard =
        Conversation.withHandshake("2025-11-25")
            .ask(1, "resources/templates/list", "")
            .ask(2, "resources/read", "'uri':'atocore://memory/" + id + "'")
            .ask(3, "resources/read", "'uri':'atocore://dashboard'")
            .ask(4, "resources/read", "'uri':'atocore://memory/nope'")
            .ask(5, "prompts/get", "'name':'recall','arguments':{'topic':'quoll'}")
            .ask(6, "prompts/get", "'name':'triage'")
            .ask(7, "prompts/get", "'name':'recall'")
            .ask(8, "resources/read", Conversation.META + ",'uri':'atocore://memory/nope'")
            .with(proposer);

    assertThat(heard.get(1).at("/result/resourceTemplates/0/uriTemplate").asText())
        .isEqualTo("atocore://memory/{id}");
    assertThat(heard.get(2).at("/result/contents/0/text").asText()).contains("quoll");
    assertThat(heard.get(3).at("/result/contents/0/text").asText()).contains("candidate_queue");
    assertThat(heard.get(4).at("/error/code").asInt()).isEqualTo(-32002);
    assertThat(heard.get(5).at("/result/messages/0/content/text").asText()).contains("quoll");
    assertThat(heard.get(6).at("/result/messages/0/content/text").asText()).contains("(none)");
    assertThat(heard.get(7).at("/error/code").asInt()).isEqualTo(-32602);
    assertThat(heard.get(8).at("/error/code").asInt()).isEqualTo(-32602);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{'jsonrpc':'2.0','id':1,'method':'ping'",
        "[{'jsonrpc':'2.0','id':1,'method':'ping'}]",
        "{'jsonrpc':'1.0','id':1,'method':'ping'}",
        "{'jsonrpc':'2.0','id':1.5,'method':'ping'}",
        "{'jsonrpc':'2.0','id':null,'method':'ping'}",
        "{'jsonrpc':'2.0','id':1}",
        "{'jsonrpc':'2.0','id':1,'method':'tools/list','params':[]}",
        "{'id':1,'id':2,'jsonrpc':'2.0','method':'ping'}"
      })
  void whatIsNoRequest_isAnError_andTheNextIsAnswered(String line) throws Exception {
    List<JsonNode> heard = new Conversation().say(line).say("").ask(7, "ping", "").with(proposer);

    assertThat(heard).hasSize(2);
    assertThat(heard.get(0).at("/error/code").asInt()).isBetween(-32700, -32600);
    assertThat(heard.get(1).get("id").asInt()).isEqualTo(7);
  }

  @Test
  void lineWithoutAnEnd_takesNoMemory() throws Exception {
    List<JsonNode> heard =
        new Conversation().say("x".repeat(5 << 20)).ask(7, "ping", "").with(proposer);

    assertThat(heard.get(0).at("/error/message").asText()).contains("longer than");
    assertThat(heard.get(1).get("id").asInt()).isEqualTo(7);
  }

  @Test
  void pipelinedProposals_areAllAnsweredAndStored() throws Exception {
    Conversation conversation = Conversation.withHandshake("2025-06-18");
    for (int i = 1; i <= 50; i++) {
      conversation.call(i, "memory_propose", "'type':'knowledge','content':'fact " + i + "'");
    }
    List<JsonNode> heard = conversation.with(proposer);

    assertThat(heard).hasSize(51);
    assertThat(heard.subList(1, 51))
        .noneMatch(answer -> answer.at("/result/isError").asBoolean())
        .extracting(answer -> answer.get("id").asInt())
        .doesNotHaveDuplicates();
    List<Memory> kept = store.memories().list(MemoryFilter.ALL, 100, null).memories();
    assertThat(kept).hasSize(50);
  }

  @Test
  void callThatComesAgain_isNotDoneAgain() throws Exception {
    String id = create("Reinforce me", MemoryStatus.ACTIVE);
    String named = "'id':'" + id + "','request_id':'r1'";
    List<JsonNode> heard =
        Conversation.withHandshake("2025-11-25")
            .call(1, "memory_reinforce", "'id':'" + id + "'")
            .call(1, "memory_reinforce", "'id':'" + id + "'")
            .call(2, "memory_reinforce", named)
            .call(3, "memory_reinforce", named)
            .call(3, "memory_reinforce", "'id':'" + id + "','note':'something else'")
            .call(4, "memory_propose", "'type':'knowledge','content':'a','request_id':'r1'")
            .with(proposer);

    assertThat(heard.get(2).get("result")).isEqualTo(heard.get(1).get("result"));
    assertThat(heard.get(4).get("result")).isEqualTo(heard.get(3).get("result"));
    assertThat(text(heard.get(6))).startsWith("idempotency_key_reused: ");
    assertThat(store.memories().get(id).referenceCount()).isEqualTo(3);
  }

  @Test
  @Timeout(20)
  void stop_endsARunThatWaits() throws Exception {
    try (PipedOutputStream writer = new PipedOutputStream();
        InputStream in = new PipedInputStream(writer)) {
      StdioServer server = new StdioServer(proposer);
      Thread stopper = new Thread(server::stop);
      stopper.start();
      server.run(in, OutputStream.nullOutputStream());
      stopper.join();
    }
    assertThat(store.memories().list(MemoryFilter.ALL, 1, null).memories()).isEmpty();
  }

  private static String text(JsonNode answer) {
    assertThat(answer.at("/result/isError").asBoolean()).as(answer.toString()).isTrue();
    return answer.at("/result/content/0/text").asText();
  }

  private String create(String content, MemoryStatus status) {
    return store
        .memories()
        .create(NewMemory.of(MemoryType.KNOWLEDGE, content).status(status), Change.by("somebody"))
        .id();
  }
}
