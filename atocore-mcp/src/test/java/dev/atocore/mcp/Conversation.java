package dev.atocore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.access.Principal;
import dev.atocore.core.access.Role;
import dev.atocore.core.access.Scope;
import dev.atocore.mcp.agent.Agent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an agent says on a pair of streams, and what it hears. */
final class Conversation {
  static final String META =
      "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
          + "'io.modelcontextprotocol/clientInfo':{'name':'newest','version':'1'},"
          + "'io.modelcontextprotocol/clientCapabilities':{}}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> lines = new ArrayList<>();

  /** One that begins with a handshake. */
  static Conversation withHandshake(String revision) {
    return new Conversation()
        .say(
            "{'jsonrpc':'2.0','id':'hello','method':'initialize','params':{'protocolVersion':'"
                + revision
                + "','capabilities':{},'clientInfo':{'name':'tester','version':'1'}}}")
        .say("{'jsonrpc':'2.0','method':'notifications/initialized'}");
  }

  static Agent agent(MemoryStore store, Role role) {
    return agent(store, role, Scope.ALL);
  }

  static Agent agent(MemoryStore store, Role role, Scope scope) {
    return new Agent(
        Principal.of("mcp", role, scope),
        null,
        (principal, session, create) -> store.as(principal, session));
  }

  /** A line as it is, with quotes for apostrophes. */
  Conversation say(String line) {
    lines.add(line.replace('\'', '"'));
    return this;
  }

  Conversation ask(int id, String method, String params) {
    return say(
        "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':{" + params + "}}");
  }

  Conversation call(int id, String tool, String arguments) {
    return ask(id, "tools/call", "'name':'" + tool + "','arguments':{" + arguments + "}");
  }

  /** What is heard, line by line. */
  List<JsonNode> with(Agent agent) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new StdioServer(agent)
        .run(new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8)), out);
    List<JsonNode> heard = new ArrayList<>();
    for (String line : out.toString(UTF_8).lines().toList()) {
      heard.add(JSON.readTree(line));
    }
    return heard;
  }

  /** The last that is heard. */
  JsonNode last(Agent agent) throws IOException {
    List<JsonNode> heard = with(agent);
    return heard.get(heard.size() - 1);
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
