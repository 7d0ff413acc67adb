package dev.atocore.core.erase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a redaction erased.
 *
 * @param memoryId the memory
 * @param userId whose it was, which stays; null when it was nobody's
 * @param entries entries of the log that lost their bodies now; 0 when they had none left
 * @param version the version that says so; null when the row is gone or said nothing any more
 * @param spoolLines lines of the spool, and of what was set aside, that lost their bodies now
 * @param archives files to which {@code audit prune} moved bodies of this memory, which are still
 *     there
 * @param searched how many of the erased texts were looked for in the bytes of the file afterwards;
 *     shorter ones say nothing when they are found
 * @param vacuumed whether older traces were found and the file was written anew
 * @param stillIn where the same texts still stand: rows that are not this memory's
 * @param files files beside the store and elsewhere, such as copies and logs, in which they stand
 * @param remembered how many values of the program's own, such as the last result of the checks,
 *     said them and no longer do
 * @param complete whether nothing is left in the write-ahead log and the file; false while another
 *     process reads the store or searched bytes are still in the file
 */
public record RedactionReport(
    String memoryId,
    @Nullable String userId,
    int entries,
    @Nullable Long version,
    int spoolLines,
    List<String> archives,
    int searched,
    boolean vacuumed,
    List<String> stillIn,
    List<String> files,
    int remembered,
    boolean complete) {
  /** Copies the lists. */
  public RedactionReport {
    archives = List.copyOf(archives);
    stillIn = List.copyOf(stillIn);
    files = List.copyOf(files);
  }

  /** Whether there was anything to erase. */
  public boolean changed() {
    return entries > 0 || version != null || spoolLines > 0;
  }
}
