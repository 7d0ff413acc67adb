package dev.atocore.audit.record;

import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * On record: a version of a memory has no entry.
 *
 * @param kind who says so
 * @param memoryId the memory
 * @param version the version without an entry
 * @param entryId the id the lost entry had; null when unknown
 * @param action what the lost change did; null when unknown
 * @param actor who made the lost change, or who acknowledged the gap
 * @param note why the entry was lost, or the operator's note; null when nothing was said
 * @param requestId the command or request of the actor; null when unknown
 * @param prevHash the hash of the entry before the lost one; null when unknown or there was none
 * @param hash the hash of the lost entry; null when unknown
 * @param timestamp when the change was made or the gap acknowledged, ISO-8601 UTC
 */
public record AuditGap(
    Kind kind,
    String memoryId,
    long version,
    @Nullable Long entryId,
    @Nullable String action,
    String actor,
    @Nullable String note,
    @Nullable String requestId,
    @Nullable ByteString prevHash,
    @Nullable ByteString hash,
    String timestamp) {

  /** Who says that there is no entry. */
  public enum Kind {
    /** The store itself: neither the log nor the spool took the entry. */
    LOST("lost"),
    /** An operator, who knows about it. */
    ACKNOWLEDGED("acknowledged");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in the store and in JSON. */
    public String word() {
      return word;
    }
  }

  /** What is left of an entry that nothing took. */
  public static AuditGap lost(AuditEntry entry, @Nullable String why) {
    return new AuditGap(
        Kind.LOST,
        entry.memoryId(),
        entry.version(),
        entry.id(),
        entry.action(),
        entry.actor(),
        why,
        entry.requestId(),
        entry.prevHash(),
        entry.hash(),
        entry.timestamp());
  }

  /** An operator's word that the gap is known. */
  public static AuditGap acknowledged(
      String memoryId,
      long version,
      String actor,
      @Nullable String note,
      @Nullable String requestId,
      String timestamp) {
    return new AuditGap(
        Kind.ACKNOWLEDGED,
        memoryId,
        version,
        null,
        null,
        actor,
        note,
        requestId,
        null,
        null,
        timestamp);
  }
}
