package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.integrity.check.Details;
import dev.atocore.integrity.result.IntegrityJson;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That a finding was acknowledged, or that this was taken back.
 *
 * @param findingId the finding
 * @param event {@code acknowledged} or {@code taken_back}
 * @param actor who did it
 * @param note why; null when nothing was said
 * @param at when, ISO-8601 UTC
 * @param until when the acknowledgement ends, ISO-8601 UTC; null for never
 */
public record AcknowledgementEvent(
    String findingId,
    String event,
    String actor,
    @Nullable String note,
    String at,
    @Nullable String until) {

  static final String ACKNOWLEDGED = "acknowledged";
  static final String TAKEN_BACK = "taken_back";

  /** Writes one object: {@code finding_id, event, actor, note, at, until}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("finding_id", findingId);
    json.writeStringField("event", event);
    json.writeStringField("actor", actor);
    json.writeStringField("note", note);
    json.writeStringField("at", at);
    json.writeStringField("until", until);
    json.writeEndObject();
  }

  String json() {
    return IntegrityJson.text(this::write);
  }

  /** What {@link #json} wrote; null for anything else. */
  static @Nullable AcknowledgementEvent parse(String text) {
    try (JsonParser json = IntegrityJson.JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, Object> fields = Details.readObject(json);
      return fields.get("finding_id") instanceof String findingId
              && fields.get("event") instanceof String event
              && fields.get("actor") instanceof String actor
              && fields.get("at") instanceof String at
          ? new AcknowledgementEvent(
              findingId, event, actor, text(fields, "note"), at, text(fields, "until"))
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable String text(Map<String, Object> fields, String name) {
    return fields.get(name) instanceof String text ? text : null;
  }
}
