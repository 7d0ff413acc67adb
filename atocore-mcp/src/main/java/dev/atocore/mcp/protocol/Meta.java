package dev.atocore.mcp.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the newest revision has in each request's {@code _meta}. */
final class Meta {
  static final String NEWEST = "2026-07-28";

  private static final String PREFIX = "io.modelcontextprotocol/";
  private static final String VERSION = PREFIX + "protocolVersion";

  private Meta() {}

  /** That of a client which cannot do more than ask. */
  static Map<String, Object> of(@Nullable String client) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(VERSION, NEWEST);
    meta.put(PREFIX + "clientCapabilities", Map.of());
    if (client != null) {
      // Its own version is of no use here, and the field must be there.
      meta.put(PREFIX + "clientInfo", Map.of("name", client, "version", "unknown"));
    }
    return meta;
  }

  /** The revision that a request says it is of; null when it says none. */
  static @Nullable String revision(Map<?, ?> params) {
    return params.get("_meta") instanceof Map<?, ?> meta && meta.get(VERSION) instanceof String word
        ? word
        : null;
  }
}
