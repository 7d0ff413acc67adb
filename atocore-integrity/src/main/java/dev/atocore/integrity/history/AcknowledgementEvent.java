package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
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
    return JsonRecord.write(this::write);
  }

  /** What {@link #json} wrote; null for anything else. */
  static @Nullable AcknowledgementEvent parse(String text) {
    JsonRecord fields = JsonRecord.parse(text);
    String findingId = fields.text("finding_id");
    String event = fields.text("event");
    String actor = fields.text("actor");
    String at = fields.text("at");
    return findingId == null || event == null || actor == null || at == null
        ? null
        : new AcknowledgementEvent(
            findingId, event, actor, fields.text("note"), at, fields.text("until"));
  }
}
