package dev.atocore.audit.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries as JSON, in the form that every AtoCore surface shows. */
public final class AuditJson {
  private AuditJson() {}

  /**
   * Writes the entry as one object: {@code id, memory_id, version, action, actor, before, after,
   * note, timestamp, request_id, on_behalf_of, prev_hash, hash}. {@code before} and {@code after}
   * are objects, or null. An entry without its bodies says so in {@code erased}: {@code redacted}
   * or {@code pruned}.
   */
  public static void write(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeStartObject();
    writeFields(json, entry);
    json.writeEndObject();
  }

  /**
   * Writes the entry with all that a verifier needs to recompute its hash: the fields of {@link
   * #write}, with the bodies as the exact stored text in {@code before_json} and {@code after_json}
   * beside the objects, and {@code project, user_id, agent_id, run_id, salt, before_digest,
   * after_digest, note_digest}.
   */
  public static void writeForExport(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeStartObject();
    writeFields(json, entry);
    json.writeStringField("project", entry.project());
    writeOwner(json, entry.attribution());
    json.writeStringField("before_json", entry.before());
    json.writeStringField("after_json", entry.after());
    writeBytes(json, "salt", entry.salt());
    BodyDigests erased = entry.erased();
    writeBytes(json, "before_digest", erased == null ? null : erased.before());
    writeBytes(json, "after_digest", erased == null ? null : erased.after());
    writeBytes(json, "note_digest", erased == null ? null : erased.note());
    json.writeEndObject();
  }

  /**
   * Writes the fields that an entry's hash is made of, with the digests of its bodies, and the hash
   * itself; for proofs.
   *
   * @param bodies also the bodies and the salt, as far as they are there
   */
  public static void writeForProof(JsonGenerator json, AuditEntry entry, boolean bodies)
      throws IOException {
    BodyDigests digests = entry.digests();
    json.writeStartObject();
    json.writeNumberField("id", entry.id());
    json.writeStringField("memory_id", entry.memoryId());
    json.writeNumberField("version", entry.version());
    json.writeStringField("action", entry.action());
    json.writeStringField("actor", entry.actor());
    json.writeStringField("project", entry.project());
    json.writeStringField("timestamp", entry.timestamp());
    json.writeStringField("request_id", entry.requestId());
    json.writeStringField("on_behalf_of", entry.attribution().onBehalfOf());
    writeOwner(json, entry.attribution());
    writeBytes(json, "prev_hash", entry.prevHash());
    writeBytes(json, "before_digest", digests.before());
    writeBytes(json, "after_digest", digests.after());
    writeBytes(json, "note_digest", digests.note());
    writeBytes(json, "hash", entry.hash());
    if (bodies) {
      writeBytes(json, "salt", entry.salt());
      json.writeStringField("before_json", entry.before());
      json.writeStringField("after_json", entry.after());
      json.writeStringField("note", entry.note());
    }
    json.writeEndObject();
  }

  private static void writeFields(JsonGenerator json, AuditEntry entry) throws IOException {
    json.writeNumberField("id", entry.id());
    json.writeStringField("memory_id", entry.memoryId());
    json.writeNumberField("version", entry.version());
    json.writeStringField("action", entry.action());
    json.writeStringField("actor", entry.actor());
    writeBody(json, "before", entry.before());
    writeBody(json, "after", entry.after());
    json.writeStringField("note", entry.note());
    json.writeStringField("timestamp", entry.timestamp());
    json.writeStringField("request_id", entry.requestId());
    json.writeStringField("on_behalf_of", entry.attribution().onBehalfOf());
    writeBytes(json, "prev_hash", entry.prevHash());
    writeBytes(json, "hash", entry.hash());
    if (entry.erased() != null) {
      json.writeStringField("erased", entry.redacted() ? "redacted" : "pruned");
    }
  }

  private static void writeOwner(JsonGenerator json, Attribution attribution) throws IOException {
    json.writeStringField("user_id", attribution.userId());
    json.writeStringField("agent_id", attribution.agentId());
    json.writeStringField("run_id", attribution.runId());
  }

  private static void writeBody(JsonGenerator json, String name, @Nullable String body)
      throws IOException {
    json.writeFieldName(name);
    if (body == null) {
      json.writeNull();
    } else if (JsonSyntax.isObject(body)) {
      json.writeRawValue(body);
    } else {
      // Someone else wrote this: shown as it stands, as text, so that the document stays JSON.
      json.writeString(body);
    }
  }

  private static void writeBytes(JsonGenerator json, String name, @Nullable ByteString bytes)
      throws IOException {
    json.writeStringField(name, bytes == null ? null : bytes.hex());
  }
}
