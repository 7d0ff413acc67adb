package dev.atocore.client;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log: one change of one memory.
 *
 * @param version the memory's version after it
 * @param action such as {@code created} or {@code promoted}
 * @param before the memory before: a map of its fields, the text where another program left none,
 *     or null when there was none or it was erased
 * @param after the memory after, likewise; null when it was erased
 * @param note why, or null
 * @param requestId which request made it, or null
 * @param prevHash the hash of the memory's entry before, in hexadecimal digits; null for the first
 * @param hash the entry's own
 * @param onBehalfOf for whom the actor said to act, or null
 */
public record AuditEntry(
    long id,
    String memoryId,
    long version,
    String action,
    String actor,
    @Nullable Object before,
    @Nullable Object after,
    @Nullable String note,
    String timestamp,
    @Nullable String requestId,
    @Nullable String prevHash,
    String hash,
    @Nullable String onBehalfOf) {

  static AuditEntry of(Fields f) {
    return new AuditEntry(
        f.count("id"),
        f.text("memory_id"),
        f.count("version"),
        f.text("action"),
        f.text("actor"),
        f.valueOrNull("before"),
        f.valueOrNull("after"),
        f.textOrNull("note"),
        f.text("timestamp"),
        f.textOrNull("request_id"),
        f.textOrNull("prev_hash"),
        f.text("hash"),
        f.textOrNull("on_behalf_of"));
  }
}
