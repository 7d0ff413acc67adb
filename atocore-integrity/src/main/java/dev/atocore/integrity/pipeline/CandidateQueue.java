package dev.atocore.integrity.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.Memories;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.MemoryFilter;
import dev.atocore.core.model.MemoryStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that wait for review.
 *
 * @param count how many
 * @param oldest when the first of them was created; null when there is none
 */
public record CandidateQueue(long count, @Nullable String oldest) {
  private static final MemoryFilter CANDIDATES =
      new MemoryFilter(MemoryStatus.CANDIDATE, null, null);

  /** The queue of that store, counted in an index. */
  public static CandidateQueue of(MemoryStore store) {
    return of(store.memories());
  }

  /** The queue of those memories, counted. */
  public static CandidateQueue of(Memories memories) {
    return of(memories, memories.count(CANDIDATES));
  }

  /**
   * The queue of those memories for a caller that keeps count.
   *
   * @param count how many candidates there are
   */
  public static CandidateQueue of(Memories memories, long count) {
    return new CandidateQueue(
        count,
        memories
            .nextCandidate(CANDIDATES, 0)
            .map(candidate -> candidate.memory().createdAt())
            .orElse(null));
  }

  /** Writes one object: {@code count, oldest}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("count", count);
    json.writeStringField("oldest", oldest);
    json.writeEndObject();
  }
}
