package dev.atocore.mcp;

import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.agent.RequestHead;
import dev.atocore.mcp.protocol.Protocol;
import dev.atocore.mcp.protocol.Reply;
import dev.atocore.mcp.protocol.Session;
import io.modelcontextprotocol.modern.McpHttp;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's one address of a server of HTTP (Streamable HTTP): each request is answered with
 * one JSON object, since nothing here streams. Knows no HTTP library; who calls has authenticated
 * the agent, and looked at Host and Origin. Thread-safe.
 */
public final class HttpEndpoint {
  /** The header with a session's id. */
  public static final String SESSION = "Mcp-Session-Id";

  private final Protocol protocol = new Protocol();
  private final SessionIds sessions = new SessionIds();

  /** An endpoint. */
  public HttpEndpoint() {}

  /** The answer to a POST. */
  public HttpReply post(RequestHead head, byte[] body, Agent agent) {
    Session session = session(head);
    if (session == null) {
      return HttpReply.of(404);
    }
    boolean begun = session.hasBegun();
    Reply reply = protocol.answer(body, agent, session, head);
    if (reply == null) {
      return HttpReply.of(202);
    }
    String fresh = !begun && session.hasBegun() ? sessions.of(session) : null;
    return new HttpReply(reply.status(session.hasBegun()), fresh, reply.text());
  }

  /** The answer to a DELETE, which ends a session. */
  public HttpReply delete(RequestHead head) {
    String id = head.value(SESSION);
    if (id == null || sessions.find(id) == null) {
      return HttpReply.of(id == null ? 400 : 404);
    }
    sessions.end(id);
    return HttpReply.of(204);
  }

  /** Of a client that keeps none, the revision says whether there was a handshake. */
  private @Nullable Session session(RequestHead head) {
    String revision = head.value(McpHttp.Headers.MCP_PROTOCOL_VERSION);
    if (revision != null && !Protocol.hasHandshake(revision)) {
      return new Session();
    }
    String id = head.value(SESSION);
    if (id != null) {
      return sessions.find(id);
    }
    return revision == null ? new Session() : Session.resumed(null, null);
  }
}
