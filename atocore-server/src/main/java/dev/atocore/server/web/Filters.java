package dev.atocore.server.web;

import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.server.http.Request;

/** The filters of pages, in and out of the address. */
final class Filters {
  private Filters() {}

  static MemoryFilter memories(Request request) {
    String status = request.query("status");
    String type = request.query("type");
    return new MemoryFilter(
        status == null ? null : MemoryStatus.parse(status),
        type == null ? null : MemoryType.parse(type),
        request.query("project"));
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
    if (filter.project() != null) {
      query.append("&project=").append(Show.encode(filter.project()));
    }
    return query.toString();
  }
}
