package dev.atocore.core.recall;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The recall log as JSON, as users see it. */
public final class RecallJson {
  private RecallJson() {}

  /**
   * Writes one object: {@code id, at, key, on_behalf_of, door, request_id, project, query,
   * memories}.
   */
  public static void write(JsonGenerator json, Recall recall) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", recall.id());
    json.writeStringField("at", recall.at());
    json.writeStringField("key", recall.key());
    json.writeStringField("on_behalf_of", recall.onBehalfOf());
    json.writeStringField("door", recall.door());
    json.writeStringField("request_id", recall.requestId());
    json.writeStringField("project", recall.project());
    json.writeStringField("query", recall.query());
    json.writeArrayFieldStart("memories");
    int rank = 0;
    for (Told told : recall.memories()) {
      json.writeStartObject();
      json.writeStringField("id", told.id());
      json.writeNumberField("version", told.version());
      json.writeNumberField("rank", ++rank);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes the fields {@code memory_id, recalls, first_at, last_at, told} into an object. */
  public static void writeFields(JsonGenerator json, Exposure exposure) throws IOException {
    json.writeStringField("memory_id", exposure.memoryId());
    json.writeNumberField("recalls", exposure.recalls());
    json.writeStringField("first_at", exposure.firstAt());
    json.writeStringField("last_at", exposure.lastAt());
    json.writeArrayFieldStart("told");
    for (Exposure.ToldTo told : exposure.told()) {
      json.writeStartObject();
      json.writeStringField("key", told.key());
      json.writeStringField("on_behalf_of", told.onBehalfOf());
      json.writeNumberField("count", told.count());
      json.writeStringField("last_at", told.lastAt());
      json.writeArrayFieldStart("versions");
      for (long version : told.versions()) {
        json.writeNumber(version);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
