package dev.atocore.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A memory to be added. Each method gives a new one; what is not said is the server's default.
 *
 * @param fields what is sent, by the names that {@code /openapi.json} gives them
 */
public record NewMemory(Map<String, Object> fields) {
  public NewMemory {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * A candidate.
   *
   * @param type such as {@code knowledge}, {@code preference}, {@code episodic}
   * @param content at most 64 KiB of UTF-8
   */
  public static NewMemory of(String type, String content) {
    return new NewMemory(Map.of()).with("type", type).with("content", content);
  }

  /** In a project, which is registered on first use. */
  public NewMemory project(String project) {
    return with("project", project);
  }

  /** {@code candidate}, or {@code active} where the key's role allows it. */
  public NewMemory status(String status) {
    return with("status", status);
  }

  /** From 0 to 1. */
  public NewMemory confidence(double confidence) {
    return with("confidence", confidence);
  }

  /** Whose it is. */
  public NewMemory userId(String userId) {
    return with("user_id", userId);
  }

  /** Which agent made it. */
  public NewMemory agentId(String agentId) {
    return with("agent_id", agentId);
  }

  /** In which run. */
  public NewMemory runId(String runId) {
    return with("run_id", runId);
  }

  /** Texts, numbers and flags by name; at most 64, and 16 KiB. */
  public NewMemory metadata(Map<String, ?> metadata) {
    return with("metadata", metadata);
  }

  /** All that it cites. */
  public NewMemory sourceChunkIds(List<String> ids) {
    return with("source_chunk_ids", ids);
  }

  /** Valid at or after this: ISO-8601, a date, or an age such as {@code 90d} from now on. */
  public NewMemory validFrom(String time) {
    return with("valid_from", time);
  }

  /** Valid before this, likewise. */
  public NewMemory validUntil(String time) {
    return with("valid_until", time);
  }

  /** When somebody should look at it again, likewise. */
  public NewMemory reviewBy(String time) {
    return with("review_by", time);
  }

  /** Even if another active memory says the same. */
  public NewMemory allowDuplicate() {
    return with("allow_duplicate", true);
  }

  /** Even if the same was rejected, invalidated or erased before; that lifts the refusal. */
  public NewMemory again() {
    return with("again", true);
  }

  private NewMemory with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new NewMemory(more);
  }
}
