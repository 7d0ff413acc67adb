package dev.atocore.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer that told memories to somebody.
 *
 * @param key the name of the key that asked; null without one
 * @param onBehalfOf for whom it said to ask, or null
 * @param door {@code http}, {@code mcp} or {@code cli}
 * @param query what was searched for; null for other reads, and where queries are not kept
 */
public record Recall(
    long id,
    String at,
    @Nullable String key,
    @Nullable String onBehalfOf,
    String door,
    @Nullable String requestId,
    @Nullable String project,
    @Nullable String query,
    List<Memory> memories) {

  /**
   * A memory in an answer.
   *
   * @param rank its place, from 1
   */
  public record Memory(String id, long version, long rank) {
    static Memory of(Fields f) {
      return new Memory(f.text("id"), f.count("version"), f.count("rank"));
    }
  }

  static Recall of(Fields f) {
    return new Recall(
        f.count("id"),
        f.text("at"),
        f.textOrNull("key"),
        f.textOrNull("on_behalf_of"),
        f.text("door"),
        f.textOrNull("request_id"),
        f.textOrNull("project"),
        f.textOrNull("query"),
        f.list("memories", Memory::of));
  }
}
