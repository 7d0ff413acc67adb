package dev.atocore.core.recall;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer that somebody was given.
 *
 * @param id its number
 * @param at when, as the store writes times
 * @param key the name of the key that was authenticated; null when none was
 * @param onBehalfOf for whom, as the reader claimed; null when nothing was claimed
 * @param door the word of the {@link RecallDoor}
 * @param requestId the request; null when unknown
 * @param project the project that was asked about; null for any
 * @param query what was searched for; null when nothing was, or when texts are not recorded
 * @param memories what was told, best first
 */
public record Recall(
    long id,
    String at,
    @Nullable String key,
    @Nullable String onBehalfOf,
    String door,
    @Nullable String requestId,
    @Nullable String project,
    @Nullable String query,
    List<Told> memories) {
  /** Copies the list. */
  public Recall {
    memories = List.copyOf(memories);
  }

  /**
   * Writes one object: {@code id, at, key, on_behalf_of, door, request_id, project, query,
   * memories}.
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("at", at);
    json.writeStringField("key", key);
    json.writeStringField("on_behalf_of", onBehalfOf);
    json.writeStringField("door", door);
    json.writeStringField("request_id", requestId);
    json.writeStringField("project", project);
    json.writeStringField("query", query);
    json.writeArrayFieldStart("memories");
    int rank = 0;
    for (Told told : memories) {
      json.writeStartObject();
      json.writeStringField("id", told.id());
      json.writeNumberField("version", told.version());
      json.writeNumberField("rank", ++rank);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
