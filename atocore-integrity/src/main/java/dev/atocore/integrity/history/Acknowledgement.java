package dev.atocore.integrity.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word that a finding is known. It stays visible, and no longer alerts.
 *
 * @param findingId the finding
 * @param actor who said so
 * @param note why; null when nothing was said
 * @param at when, ISO-8601 UTC
 * @param until when it ends, ISO-8601 UTC; null for never
 * @param goneAt when a run first did not find it any more; null while it is found. It is kept for
 *     the day on which the finding comes back
 * @param revokedBy who took it back; null while it holds
 */
public record Acknowledgement(
    String findingId,
    String actor,
    @Nullable String note,
    String at,
    @Nullable String until,
    @Nullable String goneAt,
    @Nullable String revokedBy) {

  /** Writes one object: {@code finding_id, actor, note, at, until, gone_at, revoked_by}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("finding_id", findingId);
    json.writeStringField("actor", actor);
    json.writeStringField("note", note);
    json.writeStringField("at", at);
    json.writeStringField("until", until);
    json.writeStringField("gone_at", goneAt);
    json.writeStringField("revoked_by", revokedBy);
    json.writeEndObject();
  }

  /** Whether it holds at that time: it was neither taken back nor has it run out. */
  public boolean holds(Instant time) {
    return revokedBy == null && (until == null || until.compareTo(Times.format(time)) > 0);
  }

  Acknowledgement gone(@Nullable String time) {
    return new Acknowledgement(findingId, actor, note, at, until, time, revokedBy);
  }

  Acknowledgement revoked(String by) {
    return new Acknowledgement(findingId, actor, note, at, until, goneAt, by);
  }

  String json() {
    return JsonRecord.write(this::write);
  }

  /** What {@link #json} wrote; null for anything else. */
  static @Nullable Acknowledgement parse(String text) {
    JsonRecord fields = JsonRecord.parse(text);
    String findingId = fields.text("finding_id");
    String actor = fields.text("actor");
    String at = fields.text("at");
    return findingId == null || actor == null || at == null
        ? null
        : new Acknowledgement(
            findingId,
            actor,
            fields.text("note"),
            at,
            fields.text("until"),
            fields.text("gone_at"),
            fields.text("revoked_by"));
  }
}
