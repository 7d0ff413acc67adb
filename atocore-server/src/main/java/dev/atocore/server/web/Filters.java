package dev.atocore.server.web;

import dev.atocore.core.model.MemoryFilter;
import org.jspecify.annotations.Nullable;

/** The filters of pages, as they stand in addresses. */
final class Filters {
  private Filters() {}

  /** A filter as the rest of a query. */
  static String query(MemoryFilter filter) {
    StringBuilder query = new StringBuilder();
    if (filter.status() != null) {
      query.append("&status=").append(filter.status().word());
    }
    if (filter.type() != null) {
      query.append("&type=").append(filter.type().word());
    }
    add(query, "project", filter.project());
    add(query, "user_id", filter.owner().userId());
    add(query, "agent_id", filter.owner().agentId());
    add(query, "run_id", filter.owner().runId());
    return query.toString();
  }

  private static void add(StringBuilder query, String name, @Nullable String value) {
    if (value != null) {
      query.append('&').append(name).append('=').append(Show.encode(value));
    }
  }
}
