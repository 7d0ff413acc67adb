package dev.atocore.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a memory. Each method gives a new one; what is not named stays, and null
 * clears.
 *
 * @param fields what is sent, by the names that {@code /openapi.json} gives them
 */
public record MemoryPatch(Map<String, @Nullable Object> fields) {
  public MemoryPatch {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Nothing yet. */
  public static MemoryPatch none() {
    return new MemoryPatch(Map.of());
  }

  /** See {@link NewMemory#of}. */
  public MemoryPatch type(String type) {
    return with("type", type);
  }

  /** At most 64 KiB of UTF-8. */
  public MemoryPatch content(String content) {
    return with("content", content);
  }

  /** In another project, or in none. */
  public MemoryPatch project(@Nullable String project) {
    return with("project", project);
  }

  /** From 0 to 1. */
  public MemoryPatch confidence(double confidence) {
    return with("confidence", confidence);
  }

  /** Whose it is. */
  public MemoryPatch userId(@Nullable String userId) {
    return with("user_id", userId);
  }

  /** Which agent made it. */
  public MemoryPatch agentId(@Nullable String agentId) {
    return with("agent_id", agentId);
  }

  /** In which run. */
  public MemoryPatch runId(@Nullable String runId) {
    return with("run_id", runId);
  }

  /** In place of all there is. */
  public MemoryPatch metadata(@Nullable Map<String, ?> metadata) {
    return with("metadata", metadata);
  }

  /** In place of all that it cites. */
  public MemoryPatch sourceChunkIds(@Nullable List<String> ids) {
    return with("source_chunk_ids", ids);
  }

  /** See {@link NewMemory#validFrom}. */
  public MemoryPatch validFrom(@Nullable String time) {
    return with("valid_from", time);
  }

  /** See {@link NewMemory#validUntil}. */
  public MemoryPatch validUntil(@Nullable String time) {
    return with("valid_until", time);
  }

  /** See {@link NewMemory#reviewBy}. */
  public MemoryPatch reviewBy(@Nullable String time) {
    return with("review_by", time);
  }

  /** See {@link NewMemory#allowDuplicate}. */
  public MemoryPatch allowDuplicate() {
    return with("allow_duplicate", true);
  }

  /** See {@link NewMemory#again}. */
  public MemoryPatch again() {
    return with("again", true);
  }

  private MemoryPatch with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new MemoryPatch(more);
  }
}
