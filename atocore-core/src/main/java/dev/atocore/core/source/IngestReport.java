package dev.atocore.core.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ingestion did, file by file.
 *
 * @param documents the files, in the order they were read
 */
public record IngestReport(List<IngestedDocument> documents) {
  /** Copies the list. */
  public IngestReport {
    documents = List.copyOf(documents);
  }

  /** How many files came to that. */
  public long count(Outcome outcome) {
    long count = 0;
    for (IngestedDocument document : documents) {
      count += document.outcome() == outcome ? 1 : 0;
    }
    return count;
  }

  /** How many chunks were read that had been erased with a memory before. */
  public long chunksRedacted() {
    long count = 0;
    for (IngestedDocument document : documents) {
      count += document.chunksRedacted();
    }
    return count;
  }

  /** What became of a file. */
  public enum Outcome {
    /** Seen for the first time. */
    ADDED,
    /** Its text had changed; chunks that stayed the same kept their ids. */
    CHANGED,
    /** It lay elsewhere before; its text may have changed too. */
    MOVED,
    /** Its text was the same. */
    UNCHANGED,
    /** It was there before, and is gone now. */
    GONE,
    /** It could not be read. */
    FAILED
  }

  /**
   * One file.
   *
   * @param id the document's id; empty when the file failed
   * @param uri the file
   * @param outcome what became of it
   * @param chunksAdded new chunks
   * @param chunksRemoved chunks whose text is no longer in the file
   * @param chunksRedacted chunks of it that were erased with a memory before, and say so again
   * @param error why it failed; null when it did not
   */
  public record IngestedDocument(
      String id,
      String uri,
      Outcome outcome,
      int chunksAdded,
      int chunksRemoved,
      int chunksRedacted,
      @Nullable String error) {}
}
