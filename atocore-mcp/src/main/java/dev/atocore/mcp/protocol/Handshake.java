package dev.atocore.mcp.protocol;

import static java.util.Objects.requireNonNull;

import dev.atocore.mcp.json.RecordMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.modern.JsonRpc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The revisions that begin with a handshake, for a server of the newest one: what a client said
 * then is put into each of its requests, and what it cannot know is left out of the answers.
 */
final class Handshake {
  /** The newest first, which is what a client of an unknown one is offered. */
  static final List<String> REVISIONS = List.of("2025-11-25", "2025-06-18");

  /** How an error about an address begins; the SDK says so too. */
  static final String UNKNOWN_RESOURCE = "Unknown resource: ";

  private static final TypeRef<Map<Object, Object>> FIELDS = new TypeRef<>() {};
  private static final int RESOURCE_NOT_FOUND = -32002;
  private static final Set<String> SHARED =
      Set.of(
          "tools/list",
          "tools/call",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "prompts/list",
          "prompts/get");

  private Handshake() {}

  /** The answer to {@code initialize}: what {@code server/discover} says, for these revisions. */
  static Map<String, @Nullable Object> begin(
      Map<?, ?> params, Session session, Map<?, ?> discovered, Object serverInfo) {
    session.begin(
        params.get("clientInfo") instanceof Map<?, ?> client
                && client.get("name") instanceof String name
            ? name
            : null);
    Object wanted = params.get("protocolVersion");
    Map<Object, @Nullable Object> capabilities =
        new LinkedHashMap<>(
            RecordMapper.INSTANCE.convertValue(
                requireNonNull(discovered.get("capabilities")), FIELDS));
    capabilities.put("logging", Map.of());
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("protocolVersion", REVISIONS.contains(wanted) ? wanted : REVISIONS.get(0));
    result.put("capabilities", capabilities);
    result.put("serverInfo", serverInfo);
    result.put("instructions", discovered.get("instructions"));
    return result;
  }

  /** Whether that method is taken and changes nothing: a client gets no log, whatever it wants. */
  static boolean isOnlyTaken(String method) {
    return method.equals("ping") || method.equals("logging/setLevel");
  }

  /** Whether these revisions have that method. */
  static boolean knows(String method) {
    return SHARED.contains(method);
  }

  /** The request as the newest revision has it. */
  static JsonRpc.JSONRPCRequest toNewest(
      JsonRpc.JSONRPCRequest request, Map<?, ?> params, Session session) {
    Map<Object, @Nullable Object> meta =
        params.get("_meta") instanceof Map<?, ?> given
            ? new LinkedHashMap<>(given)
            : new LinkedHashMap<>();
    meta.putAll(Meta.of(session.client()));
    Map<Object, @Nullable Object> more = new LinkedHashMap<>(params);
    more.put("_meta", meta);
    return new JsonRpc.JSONRPCRequest(request.method(), request.id(), more);
  }

  /** The answer as these revisions have it. */
  static JsonRpc.JSONRPCResponse fromNewest(JsonRpc.JSONRPCResponse response) {
    JsonRpc.JSONRPCResponse.JSONRPCError error = response.error();
    if (error != null) {
      return error.message().startsWith(UNKNOWN_RESOURCE)
          ? JsonRpc.JSONRPCResponse.error(
              response.id(),
              new JsonRpc.JSONRPCResponse.JSONRPCError(
                  RESOURCE_NOT_FOUND, error.message(), error.data()))
          : response;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>((Map<?, ?>) response.result());
    for (String name : List.of("resultType", "ttlMs", "cacheScope", "_meta")) {
      result.remove(name);
    }
    return JsonRpc.JSONRPCResponse.result(response.id(), result);
  }
}
