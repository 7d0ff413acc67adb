package dev.atocore.mcp.context;

import dev.atocore.core.GuardedStore;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.Memory;
import dev.atocore.integrity.dashboard.Dashboard;
import dev.atocore.mcp.agent.Agent;
import dev.atocore.mcp.json.JsonText;
import io.modelcontextprotocol.modern.McpSchema;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memories and the dashboard, by their addresses. */
public final class Resources {
  private static final String DASHBOARD = "atocore://dashboard";
  private static final String MEMORY = "atocore://memory/";
  private static final String JSON = "application/json";

  private Resources() {}

  /** Those with an address of their own. */
  public static List<McpSchema.Resource> list() {
    return List.of(
        McpSchema.Resource.builder(DASHBOARD, "dashboard")
            .title("Dashboard")
            .description(
                "The store at a glance: memories by status, the candidates that wait for a human,"
                    + " the last changes, checks and alerts.")
            .mimeType(JSON)
            .build());
  }

  /** Those whose address has a part to fill in. */
  public static List<McpSchema.ResourceTemplate> templates() {
    return List.of(
        McpSchema.ResourceTemplate.builder(MEMORY + "{id}", "memory")
            .title("Memory")
            .description("One memory by its id, as it is now.")
            .mimeType(JSON)
            .build());
  }

  /** Whether there is one of that kind of address; what it names may be missing. */
  public static boolean isAddress(String uri) {
    return uri.equals(DASHBOARD) || id(uri) != null;
  }

  /** What is at that address, as JSON. */
  public static McpSchema.ReadResourceResult read(Agent agent, String uri) {
    String id = id(uri);
    String text = id == null ? dashboard(agent.store()) : memory(agent.store().memories().get(id));
    return McpSchema.ReadResourceResult.builder(
            List.of(new McpSchema.TextResourceContents(uri, JSON, text, null)))
        .ttlMs(0)
        .cacheScope(McpSchema.CacheScope.PRIVATE)
        .build();
  }

  private static String dashboard(GuardedStore store) {
    return JsonText.write(Dashboard.read(store, store.memories().countByStatus())::write);
  }

  private static String memory(Memory memory) {
    return JsonText.write(json -> MemoryJson.write(json, memory));
  }

  private static @Nullable String id(String uri) {
    if (!uri.startsWith(MEMORY) || uri.length() == MEMORY.length()) {
      return null;
    }
    try {
      // A plus sign is itself in a path.
      return URLDecoder.decode(
          uri.substring(MEMORY.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
