package dev.atocore.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A memory as the server tells it. Times are ISO-8601 in UTC, as {@link java.time.Instant#parse}
 * reads them. Type and status are texts: another program may have left anything in the store.
 *
 * @param type such as {@code knowledge} or {@code preference}
 * @param project null when it belongs to none
 * @param status {@code candidate}, {@code active}, {@code invalid}, or that it was superseded
 * @param confidence 0 to 1; null where the store holds no number
 * @param referenceCount how often it was vouched for
 * @param lastReferencedAt null when never
 * @param sourceChunkId the first of what it cites; null when it cites nothing
 * @param supersededBy the id of what took its place, or null
 * @param version counts its changes, from 1
 * @param userId whose it is, or null
 * @param agentId which agent made it, or null
 * @param runId in which run, or null
 * @param metadata texts, numbers and flags by name
 * @param sourceChunkIds all that it cites
 * @param validFrom valid at or after this, or null
 * @param validUntil valid before this, or null
 * @param reviewBy when somebody should look at it again, or null
 */
public record Memory(
    String id,
    String type,
    String content,
    @Nullable String project,
    String status,
    @Nullable Double confidence,
    long referenceCount,
    @Nullable String lastReferencedAt,
    @Nullable String sourceChunkId,
    @Nullable String supersededBy,
    long version,
    String createdAt,
    String updatedAt,
    @Nullable String userId,
    @Nullable String agentId,
    @Nullable String runId,
    Map<String, Object> metadata,
    List<String> sourceChunkIds,
    @Nullable String validFrom,
    @Nullable String validUntil,
    @Nullable String reviewBy) {

  static Memory of(Fields f) {
    return new Memory(
        f.text("id"),
        f.text("type"),
        f.text("content"),
        f.textOrNull("project"),
        f.text("status"),
        f.numberOrNull("confidence"),
        f.count("reference_count"),
        f.textOrNull("last_referenced_at"),
        f.textOrNull("source_chunk_id"),
        f.textOrNull("superseded_by"),
        f.count("version"),
        f.text("created_at"),
        f.text("updated_at"),
        f.textOrNull("user_id"),
        f.textOrNull("agent_id"),
        f.textOrNull("run_id"),
        f.map("metadata"),
        f.texts("source_chunk_ids"),
        f.textOrNull("valid_from"),
        f.textOrNull("valid_until"),
        f.textOrNull("review_by"));
  }
}
