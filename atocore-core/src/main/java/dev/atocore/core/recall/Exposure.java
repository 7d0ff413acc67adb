package dev.atocore.core.recall;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To whom a memory was told.
 *
 * @param memoryId the memory
 * @param recalls in how many answers
 * @param firstAt when first; null when never
 * @param lastAt when last; null when never
 * @param told to whom, who was told last first
 */
public record Exposure(
    String memoryId,
    long recalls,
    @Nullable String firstAt,
    @Nullable String lastAt,
    List<ToldTo> told) {
  /** Copies the list. */
  public Exposure {
    told = List.copyOf(told);
  }

  /**
   * What one reader was told of the memory.
   *
   * @param key the name of its key; null when it had none
   * @param onBehalfOf for whom it claimed to read; null when it claimed nothing
   * @param count in how many answers
   * @param lastAt when last
   * @param versions which versions, in order
   */
  public record ToldTo(
      @Nullable String key,
      @Nullable String onBehalfOf,
      long count,
      String lastAt,
      List<Long> versions) {
    /** Copies the list. */
    public ToldTo {
      versions = List.copyOf(versions);
    }
  }

  /** Writes the fields {@code memory_id, recalls, first_at, last_at, told} into an object. */
  public void writeFields(JsonGenerator json) throws IOException {
    json.writeStringField("memory_id", memoryId);
    json.writeNumberField("recalls", recalls);
    json.writeStringField("first_at", firstAt);
    json.writeStringField("last_at", lastAt);
    json.writeArrayFieldStart("told");
    for (ToldTo one : told) {
      json.writeStartObject();
      json.writeStringField("key", one.key());
      json.writeStringField("on_behalf_of", one.onBehalfOf());
      json.writeNumberField("count", one.count());
      json.writeStringField("last_at", one.lastAt());
      json.writeArrayFieldStart("versions");
      for (long version : one.versions()) {
        json.writeNumber(version);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The same in a few words: {@code told 4 times, to 2 readers}. */
  public String summary() {
    return "told "
        + recalls
        + (recalls == 1 ? " time, to " : " times, to ")
        + told.size()
        + (told.size() == 1 ? " reader" : " readers");
  }
}
