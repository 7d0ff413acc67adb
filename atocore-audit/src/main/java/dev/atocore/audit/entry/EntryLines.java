package dev.atocore.audit.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries as lines of a file, each with all that its hash is made of. */
public final class EntryLines {
  private EntryLines() {}

  public static byte[] encode(List<AuditEntry> entries) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (AuditEntry entry : entries) {
      try (JsonGenerator json = JsonSyntax.FACTORY.createGenerator(lines)) {
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        AuditJson.writeForExport(json, entry);
      }
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /**
   * The entry in a line that {@link #encode} or an export wrote; null when the line is torn or not
   * one of ours.
   */
  public static @Nullable AuditEntry decode(String line) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JsonSyntax.FACTORY.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value.isStructStart()) {
          json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
      }
      String hash = fields.get("hash");
      String salt = fields.get("salt");
      String prev = fields.get("prev_hash");
      String before = fields.get("before_digest");
      String after = fields.get("after_digest");
      String note = fields.get("note_digest");
      String memoryId = fields.get("memory_id");
      String action = fields.get("action");
      String actor = fields.get("actor");
      String timestamp = fields.get("timestamp");
      if (hash == null
          || memoryId == null
          || action == null
          || actor == null
          || timestamp == null) {
        return null;
      }
      boolean erased = before != null || after != null || note != null;
      return new AuditEntry(
          Long.parseLong(fields.getOrDefault("id", "")),
          memoryId,
          Long.parseLong(fields.getOrDefault("version", "")),
          action,
          actor,
          fields.get("project"),
          fields.get("before_json"),
          fields.get("after_json"),
          fields.get("note"),
          timestamp,
          fields.get("request_id"),
          ofHex(salt),
          ofHex(prev),
          ByteString.ofHex(hash),
          Attribution.of(
              fields.get("on_behalf_of"),
              fields.get("user_id"),
              fields.get("agent_id"),
              fields.get("run_id")),
          erased ? new BodyDigests(ofHex(before), ofHex(after), ofHex(note)) : null);
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable ByteString ofHex(@Nullable String hex) {
    return hex == null ? null : ByteString.ofHex(hex);
  }
}
