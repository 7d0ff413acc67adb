package dev.atocore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.audit.log.AuditFilter;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Role;
import dev.atocore.mcp.agent.Agent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEndpointTest {
  private static final String INITIALIZE =
      "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
          + "'capabilities':{},'clientInfo':{'name':'Zoë','version':'1'}}}";
  private static final String LIST = "{'jsonrpc':'2.0','id':2,'method':'tools/list'}";
  private static final String PROPOSE =
      "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'memory_propose',"
          + "'arguments':{'type':'knowledge','content':'a'}}}";
  private static final String NEWEST =
      "{'jsonrpc':'2.0','id':4,'method':'tools/call','params':{'name':'memory_search',"
          + "'arguments':{'query':'a'},"
          + Conversation.META
          + "}}";

  private final HttpEndpoint endpoint = new HttpEndpoint();
  private final Map<String, String> headers = new HashMap<>();

  @TempDir private Path folder;
  private MemoryStore store;
  private Agent agent;

  @BeforeEach
  void open() {
    store = MemoryStore.open(folder.resolve("store.db"));
    agent = Conversation.agent(store, Role.PROPOSER);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void session_keepsTheClientsName_acrossServers_untilItEnds() {
    HttpReply begun = post(INITIALIZE);
    assertThat(begun.status()).isEqualTo(200);
    headers.put(HttpEndpoint.SESSION, String.valueOf(begun.session()));

    HttpReply proposed =
        new HttpEndpoint().post(headers::get, PROPOSE.replace('\'', '"').getBytes(UTF_8), agent);
    assertThat(proposed.json()).contains("candidate");
    assertThat(
            store
                .audit()
                .recent(AuditFilter.ALL, 1, null)
                .entries()
                .get(0)
                .attribution()
                .onBehalfOf())
        .isEqualTo("Zoë");

    assertThat(endpoint.delete(headers::get).status()).isEqualTo(204);
    assertThat(post(LIST).status()).isEqualTo(404);
    assertThat(endpoint.delete(headers::get).status()).isEqualTo(404);
    headers.put(HttpEndpoint.SESSION, "no session");
    assertThat(post(LIST).status()).isEqualTo(404);
    headers.clear();
    assertThat(endpoint.delete(headers::get).status()).isEqualTo(400);
  }

  @Test
  void newestRevision_isInTheHeadersToo() {
    assertThat(post(NEWEST)).matches(reply -> error(reply, 400, -32020));
    headers.put("MCP-Protocol-Version", "2026-07-28");
    headers.put("Mcp-Method", "tools/call");
    assertThat(post(NEWEST)).matches(reply -> error(reply, 400, -32020));
    headers.put("Mcp-Name", "memory_get");
    assertThat(post(NEWEST)).matches(reply -> error(reply, 400, -32020));
    headers.put("Mcp-Name", "=?base64?bWVtb3J5X3NlYXJjaA==?=");
    assertThat(post(NEWEST).status()).isEqualTo(200);
    assertThat(post(NEWEST.replace("tools/call", "tools/shout")).status()).isEqualTo(400);
    headers.put("Mcp-Method", "tools/shout");
    assertThat(post(NEWEST.replace("tools/call", "tools/shout")))
        .matches(reply -> error(reply, 404, -32601));
    assertThat(post(LIST)).matches(reply -> error(reply, 400, -32602));
  }

  @Test
  void messages_thatAreNoRequests() {
    assertThat(post("{'jsonrpc':'2.0','method':'notifications/initialized'}").status())
        .isEqualTo(202);
    assertThat(post("{'jsonrpc':'2.0','id':1,'result':{}}").status()).isEqualTo(202);
    assertThat(post("garbage")).matches(reply -> error(reply, 400, -32700));
    headers.put("MCP-Protocol-Version", "2025-06-18");
    assertThat(post(LIST).status()).isEqualTo(200);
    assertThat(post(LIST.replace("list", "shout"))).matches(reply -> error(reply, 200, -32601));
  }

  private static boolean error(HttpReply reply, int status, int code) {
    return reply.status() == status && String.valueOf(reply.json()).contains("\"code\":" + code);
  }

  private HttpReply post(String message) {
    return endpoint.post(headers::get, message.replace('\'', '"').getBytes(UTF_8), agent);
  }
}
