package dev.atocore.integrity.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.core.image.Image;
import java.io.IOException;

/**
 * One of the last changes, in a line. Texts come from the store and may be anything.
 *
 * @param id the audit entry
 * @param memoryId the memory that changed
 * @param version the version the change led to
 * @param action what the change did
 * @param actor who made it
 * @param preview the start of the memory's content; empty when it was erased
 * @param timestamp when, ISO-8601 UTC
 */
public record RecentChange(
    long id,
    String memoryId,
    long version,
    String action,
    String actor,
    String preview,
    String timestamp) {
  private static final int PREVIEW_CHARACTERS = 80;

  static RecentChange of(AuditEntry entry) {
    String content = Image.latest(entry).content();
    return new RecentChange(
        entry.id(),
        entry.memoryId(),
        entry.version(),
        entry.action(),
        entry.actor(),
        content == null ? "" : cut(content),
        entry.timestamp());
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("memory_id", memoryId);
    json.writeNumberField("version", version);
    json.writeStringField("action", action);
    json.writeStringField("actor", actor);
    json.writeStringField("preview", preview);
    json.writeStringField("timestamp", timestamp);
    json.writeEndObject();
  }

  /** By characters as people count them, so that none is cut in two. */
  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= PREVIEW_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, PREVIEW_CHARACTERS)) + "…";
  }
}
