package dev.atocore.mcp.protocol;

import com.fasterxml.jackson.core.JacksonException;
import dev.atocore.core.text.JsonFields;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.agent.RequestHead;
import dev.atocore.mcp.json.JsonText;
import io.modelcontextprotocol.modern.JsonRpc;
import io.modelcontextprotocol.modern.McpSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages in, messages out, for every revision: a request that says of which revision it is goes
 * to the server of the newest one; of the others it is that of whoever began with a handshake.
 * Thread-safe.
 */
public final class Protocol {
  private static final Logger log = LoggerFactory.getLogger("dev.atocore.mcp.Protocol");

  private final McpSchema.Implementation info;
  private final NewestServer newest;

  /** The protocol of this program. */
  public Protocol() {
    String version = Protocol.class.getPackage().getImplementationVersion();
    info =
        McpSchema.Implementation.builder("atocore", version == null ? "development" : version)
            .title("AtoCore")
            .build();
    newest = new NewestServer(info, List.of(Meta.NEWEST));
  }

  /**
   * The answer to a message.
   *
   * @param text one message
   * @param session what is known of the connection; a handshake begins it
   * @param head the headers that the message came with; null where there are none
   * @return null when there is nothing to say: it was no request
   */
  public @Nullable Reply answer(
      byte[] text, Agent agent, Session session, @Nullable RequestHead head) {
    Object value;
    try {
      value = JsonText.parse(text);
    } catch (IOException e) {
      String why = e instanceof JacksonException json ? JsonFields.why(json) : e.getMessage();
      return Reply.error(null, Reply.PARSE_ERROR, "Parse error: " + why);
    }
    if (!(value instanceof Map<?, ?> message)) {
      return Reply.error(
          null, Reply.INVALID_REQUEST, "Invalid request: a message is one JSON object");
    }
    Object id = message.get("id");
    boolean named = id instanceof String || id instanceof Integer || id instanceof Long;
    if (!"2.0".equals(message.get("jsonrpc"))) {
      return Reply.error(
          named ? id : null, Reply.INVALID_REQUEST, "Invalid request: jsonrpc is not \"2.0\"");
    }
    if (!(message.get("method") instanceof String method)) {
      boolean response = message.containsKey("result") || message.containsKey("error");
      return response
          ? null
          : Reply.error(named ? id : null, Reply.INVALID_REQUEST, "Invalid request: no method");
    }
    if (!message.containsKey("id")) {
      return null;
    }
    if (!named) {
      return Reply.error(
          null, Reply.INVALID_REQUEST, "Invalid request: id is neither a text nor a whole number");
    }
    Object params = message.get("params");
    if (params != null && !(params instanceof Map)) {
      return Reply.error(id, Reply.INVALID_PARAMS, "Invalid params: params is not an object");
    }
    JsonRpc.JSONRPCRequest request = new JsonRpc.JSONRPCRequest(method, id, params);
    Map<?, ?> fields = params instanceof Map<?, ?> given ? given : Map.of();
    try {
      return Reply.of(answer(request, fields, agent, session, head));
    } catch (RuntimeException e) {
      log.error("Request {} failed", method, e);
      return Reply.error(id, Reply.INTERNAL_ERROR, "Internal error");
    }
  }

  private JsonRpc.JSONRPCResponse answer(
      JsonRpc.JSONRPCRequest request,
      Map<?, ?> params,
      Agent agent,
      Session session,
      @Nullable RequestHead head) {
    if (Meta.revision(params) == null) {
      if (request.method().equals("initialize")) {
        return begin(request, params, agent, session);
      }
      if (Handshake.isOnlyTaken(request.method())) {
        return JsonRpc.JSONRPCResponse.result(request.id(), Map.of());
      }
      if (session.hasBegun()) {
        return Handshake.knows(request.method())
            ? Handshake.fromNewest(
                newest.answer(
                    Handshake.toNewest(request, params, session),
                    agent.calling(session.call(request.id()))))
            : error(request, Reply.METHOD_NOT_FOUND, "Method not found: " + request.method());
      }
    }
    String mismatch = head == null ? null : HeaderRules.problem(head, request, params);
    return mismatch != null && Meta.revision(params) != null
        ? error(request, HeaderRules.HEADER_MISMATCH, mismatch)
        : newest.answer(request, agent);
  }

  /** Whether that revision begins with a handshake. */
  public static boolean hasHandshake(String revision) {
    return Handshake.REVISIONS.contains(revision);
  }

  private JsonRpc.JSONRPCResponse begin(
      JsonRpc.JSONRPCRequest request, Map<?, ?> params, Agent agent, Session session) {
    JsonRpc.JSONRPCRequest discover =
        new JsonRpc.JSONRPCRequest("server/discover", request.id(), Map.of("_meta", Meta.of(null)));
    Map<?, ?> discovered = (Map<?, ?>) newest.answer(discover, agent).result();
    return JsonRpc.JSONRPCResponse.result(
        request.id(), Handshake.begin(params, session, discovered, info));
  }

  private static JsonRpc.JSONRPCResponse error(
      JsonRpc.JSONRPCRequest request, int code, String message) {
    return JsonRpc.JSONRPCResponse.error(
        request.id(), new JsonRpc.JSONRPCResponse.JSONRPCError(code, message));
  }
}
