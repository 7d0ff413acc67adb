package dev.atocore.mcp.protocol;

import dev.atocore.mcp.agent.RequestHead;
import io.modelcontextprotocol.modern.JsonRpc;
import io.modelcontextprotocol.modern.McpHttp;
import io.modelcontextprotocol.modern.server.transport.McpHeaderDecoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the newest revision says in headers a second time must be what the message says. */
final class HeaderRules {
  static final int HEADER_MISMATCH = -32020;

  private HeaderRules() {}

  /** What is wrong; null when nothing is. */
  static @Nullable String problem(
      RequestHead head, JsonRpc.JSONRPCRequest request, Map<?, ?> params) {
    String wrong =
        differs(head, McpHttp.Headers.MCP_PROTOCOL_VERSION, Meta.revision(params), false);
    if (wrong == null) {
      wrong = differs(head, McpHttp.Headers.MCP_METHOD, request.method(), false);
    }
    String key =
        switch (request.method()) {
          case "tools/call", "prompts/get" -> "name";
          case "resources/read" -> "uri";
          default -> null;
        };
    return wrong == null && key != null && params.get(key) instanceof String name
        ? differs(head, McpHttp.Headers.MCP_NAME, name, true)
        : wrong;
  }

  private static @Nullable String differs(
      RequestHead head, String header, @Nullable String said, boolean encoded) {
    String value = head.value(header);
    if (value == null) {
      return "Missing required header: " + header;
    }
    String plain = encoded ? McpHeaderDecoder.decodeValue(value) : value;
    return plain != null && plain.equals(said)
        ? null
        : "Header mismatch: " + header + " does not say what the message says";
  }
}
