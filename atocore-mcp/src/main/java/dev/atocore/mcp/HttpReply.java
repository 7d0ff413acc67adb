package dev.atocore.mcp;

import org.jspecify.annotations.Nullable;

/**
 * What goes back over HTTP.
 *
 * @param status the HTTP status
 * @param session the id of the session that began with this; null for none
 * @param json the body; null for none
 */
public record HttpReply(int status, @Nullable String session, @Nullable String json) {
  static HttpReply of(int status) {
    return new HttpReply(status, null, null);
  }
}
