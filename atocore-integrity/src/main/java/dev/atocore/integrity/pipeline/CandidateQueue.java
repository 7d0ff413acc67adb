package dev.atocore.integrity.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.MemoryStore;
import dev.atocore.integrity.check.Rows;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The candidates that wait for review.
 *
 * @param count how many
 * @param oldest when the first of them was created; null when there is none
 */
public record CandidateQueue(long count, @Nullable String oldest) {
  public static final String COUNT =
      "select count(*) from memories where memories.status = 'candidate'";

  public static final String OLDEST =
      "select memories.created_at from memories where memories.status = 'candidate'"
          + " order by memories.seq limit 1";

  /** The queue of that store, counted in an index. */
  public static CandidateQueue of(MemoryStore store) {
    return store.read(
        connection -> {
          long[] count = new long[1];
          @Nullable String[] oldest = new @Nullable String[1];
          Rows.forEach(connection, COUNT, row -> count[0] = row.getLong(1));
          Rows.forEach(connection, OLDEST, row -> oldest[0] = row.getString(1));
          return new CandidateQueue(count[0], oldest[0]);
        });
  }

  /**
   * The queue of that store for a caller that keeps count.
   *
   * @param count how many candidates there are
   */
  public static CandidateQueue of(MemoryStore store, long count) {
    return store.read(
        connection -> {
          @Nullable String[] oldest = new @Nullable String[1];
          Rows.forEach(connection, OLDEST, row -> oldest[0] = row.getString(1));
          return new CandidateQueue(count, oldest[0]);
        });
  }

  /** Writes one object: {@code count, oldest}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("count", count);
    json.writeStringField("oldest", oldest);
    json.writeEndObject();
  }
}
