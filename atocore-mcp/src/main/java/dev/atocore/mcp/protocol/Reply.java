package dev.atocore.mcp.protocol;

import dev.atocore.mcp.json.RecordMapper;
import io.modelcontextprotocol.modern.JsonRpc;
import org.jspecify.annotations.Nullable;

/**
 * What goes back for a request.
 *
 * @param error the code of the error; null for a result
 * @param text one JSON-RPC message, without a line break
 */
public record Reply(@Nullable Integer error, String text) {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;

  static Reply of(JsonRpc.JSONRPCResponse response) {
    return new Reply(
        response.error() == null ? null : response.error().code(),
        RecordMapper.INSTANCE.writeValueAsString(response));
  }

  /**
   * The HTTP status.
   *
   * @param handshake whether it is of a revision with one, whose clients look for an error in the
   *     message, and at no message that comes with the status of an error
   */
  public int status(boolean handshake) {
    if (error == null || error == INTERNAL_ERROR) {
      return 200;
    }
    if (error == PARSE_ERROR || error == INVALID_REQUEST) {
      return 400;
    }
    return handshake ? 200 : error == METHOD_NOT_FOUND ? 404 : 400;
  }

  /** For a message that was not read to its end. */
  public static Reply tooLong(int maxBytes) {
    return error(
        null,
        INVALID_REQUEST,
        "Invalid request: the message is longer than " + maxBytes + " bytes");
  }

  /**
   * An error.
   *
   * @param id the request's; null when it cannot be known
   */
  static Reply error(@Nullable Object id, int code, String message) {
    return of(
        JsonRpc.JSONRPCResponse.error(id, new JsonRpc.JSONRPCResponse.JSONRPCError(code, message)));
  }
}
