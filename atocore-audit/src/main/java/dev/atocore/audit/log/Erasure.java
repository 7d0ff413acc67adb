package dev.atocore.audit.log;

import org.jspecify.annotations.Nullable;

/**
 * On record: bodies of entries were erased, by whom and why. It never says what they were.
 *
 * @param kind whether they are gone for good or in an archive
 * @param memoryId whose entries were redacted; null for a pruning
 * @param throughVersion the newest version whose bodies were redacted; 0 for a pruning
 * @param olderThan entries before this time were pruned; null for a redaction
 * @param throughEntry the largest id of a pruned entry; 0 for a redaction
 * @param archive the file they were moved to; null for a redaction
 * @param archiveSha256 the SHA-256 of that file in hexadecimal; null for a redaction
 * @param entries how many entries lost their bodies
 * @param actor who did it
 * @param reason why; null when nothing was said
 * @param requestId the command or request it belongs to; null when unknown
 * @param at when, ISO-8601 UTC
 */
public record Erasure(
    Kind kind,
    @Nullable String memoryId,
    long throughVersion,
    @Nullable String olderThan,
    long throughEntry,
    @Nullable String archive,
    @Nullable String archiveSha256,
    long entries,
    String actor,
    @Nullable String reason,
    @Nullable String requestId,
    String at) {

  /** What became of the bodies. */
  public enum Kind {
    /** Gone for good. */
    REDACTED("redacted"),
    /** Moved to an archive. */
    PRUNED("pruned");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word in the store and in JSON. */
    public String word() {
      return word;
    }
  }

  /** That record of a redaction. */
  public static Erasure redaction(
      String memoryId,
      long throughVersion,
      long entries,
      String actor,
      @Nullable String reason,
      @Nullable String requestId,
      String at) {
    return new Erasure(
        Kind.REDACTED,
        memoryId,
        throughVersion,
        null,
        0,
        null,
        null,
        entries,
        actor,
        reason,
        requestId,
        at);
  }

  /** That record of a pruning. */
  public static Erasure pruning(
      String olderThan,
      long throughEntry,
      String archive,
      String archiveSha256,
      long entries,
      String actor,
      @Nullable String reason,
      @Nullable String requestId,
      String at) {
    return new Erasure(
        Kind.PRUNED,
        null,
        0,
        olderThan,
        throughEntry,
        archive,
        archiveSha256,
        entries,
        actor,
        reason,
        requestId,
        at);
  }
}
