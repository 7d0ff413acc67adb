package dev.atocore.server.web;

import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.model.Owner;
import dev.atocore.server.http.Request;
import org.jspecify.annotations.Nullable;

/** The filters of pages, in and out of the address. */
final class Filters {
  private Filters() {}

  static MemoryFilter memories(Request request) {
    String status = request.query("status");
    String type = request.query("type");
    return new MemoryFilter(
            status == null ? null : MemoryStatus.parse(status),
            type == null ? null : MemoryType.parse(type),
            request.query("project"))
        .owner(
            Owner.of(request.query("user_id"), request.query("agent_id"), request.query("run_id")));
  }

  /** The same as the rest of a query. */
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
