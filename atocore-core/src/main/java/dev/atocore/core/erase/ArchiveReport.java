package dev.atocore.core.erase;

import org.jspecify.annotations.Nullable;

/**
 * How an archive of {@code audit prune} compares with the log it came from.
 *
 * @param lines its lines
 * @param sound entries whose bodies give the digests that the log holds
 * @param problems lines or entries that do not, or are not there
 * @param sha256 the SHA-256 of the file in hexadecimal
 * @param prunedAt when the file was written, as on record; null when no pruning wrote this very
 *     file
 * @param prunedBy who wrote it; null when no pruning wrote this very file
 */
public record ArchiveReport(
    long lines,
    long sound,
    long problems,
    String sha256,
    @Nullable String prunedAt,
    @Nullable String prunedBy) {
  /** Whether nothing was found. */
  public boolean ok() {
    return problems == 0;
  }
}
