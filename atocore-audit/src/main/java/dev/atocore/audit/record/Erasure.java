package dev.atocore.audit.record;

import org.jspecify.annotations.Nullable;

/** On record: bodies of entries were erased, by whom and why. It never says what they were. */
public sealed interface Erasure {
  /** What became of the bodies, as the store and JSON name it. */
  String kind();

  /** How many entries lost their bodies. */
  long entries();

  /** Who did it. */
  String actor();

  /** Why; null when nothing was said. */
  @Nullable String reason();

  /** The command or request it belongs to; null when unknown. */
  @Nullable String requestId();

  /** When, ISO-8601 UTC. */
  String at();

  /**
   * The bodies are gone for good.
   *
   * @param memoryId whose entries were redacted
   * @param throughVersion the newest version whose bodies were redacted
   */
  record Redaction(
      String memoryId,
      long throughVersion,
      long entries,
      String actor,
      @Nullable String reason,
      @Nullable String requestId,
      String at)
      implements Erasure {
    static final String KIND = "redacted";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * The bodies were moved to an archive.
   *
   * @param olderThan entries before this time were pruned
   * @param throughEntry the largest id of a pruned entry
   * @param archive the file they were moved to
   * @param archiveSha256 the SHA-256 of that file in hexadecimal
   */
  record Pruning(
      String olderThan,
      long throughEntry,
      String archive,
      String archiveSha256,
      long entries,
      String actor,
      @Nullable String reason,
      @Nullable String requestId,
      String at)
      implements Erasure {
    static final String KIND = "pruned";

    @Override
    public String kind() {
      return KIND;
    }

    /** Whether that entry is one of those whose bodies may be in the archive. */
    public boolean covers(long entryId, String timestamp) {
      return timestamp.compareTo(olderThan) < 0 && entryId <= throughEntry;
    }
  }
}
