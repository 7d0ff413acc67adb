package dev.atocore.core.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.MemoryPage;
import dev.atocore.core.model.Metadata;
import dev.atocore.core.text.JsonRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memories as JSON: the form that users see and that the audit log keeps as images. */
public final class MemoryJson {
  private MemoryJson() {}

  /**
   * Writes one object: {@code id, type, content, project, status, confidence, reference_count,
   * last_referenced_at, source_chunk_id, superseded_by, version, created_at, updated_at, user_id,
   * agent_id, run_id, metadata, source_chunk_ids, valid_from, valid_until, review_by}.
   */
  public static void write(JsonGenerator json, Memory memory) throws IOException {
    json.writeStartObject();
    writeFields(json, memory);
    json.writeEndObject();
  }

  /**
   * Writes a page of memories: {@code memories, next}, and {@code newest_of} when a search looked
   * at the newest of its matches only.
   */
  public static void writePage(JsonGenerator json, MemoryPage page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("memories");
    for (Memory memory : page.memories()) {
      write(json, memory);
    }
    json.writeEndArray();
    json.writeStringField("next", page.next());
    if (page.newestOf() > 0) {
      json.writeNumberField("newest_of", page.newestOf());
    }
    json.writeEndObject();
  }

  /** Writes the same fields into an object that says more. */
  public static void writeFields(JsonGenerator json, Memory memory) throws IOException {
    writeFirst(json, memory);
    json.writeStringField("user_id", memory.owner().userId());
    json.writeStringField("agent_id", memory.owner().agentId());
    json.writeStringField("run_id", memory.owner().runId());
    writeMetadata(json, memory.metadata());
    writeChunks(json, memory.sourceChunkIds());
    json.writeStringField("valid_from", memory.validity().from());
    json.writeStringField("valid_until", memory.validity().until());
    json.writeStringField("review_by", memory.validity().reviewBy());
  }

  /** What every image has. */
  private static void writeFirst(JsonGenerator json, Memory memory) throws IOException {
    json.writeStringField("id", memory.id());
    json.writeStringField("type", memory.type());
    json.writeStringField("content", memory.content());
    json.writeStringField("project", memory.project());
    json.writeStringField("status", memory.status());
    json.writeFieldName("confidence");
    writeDecimal(json, memory.confidence());
    json.writeNumberField("reference_count", memory.referenceCount());
    json.writeStringField("last_referenced_at", memory.lastReferencedAt());
    json.writeStringField("source_chunk_id", memory.sourceChunkId());
    json.writeStringField("superseded_by", memory.supersededBy());
    json.writeNumberField("version", memory.version());
    json.writeStringField("created_at", memory.createdAt());
    json.writeStringField("updated_at", memory.updatedAt());
  }

  /** What an image has only where it is given: what is not, costs nothing. */
  private static void writeGiven(JsonGenerator json, Memory memory) throws IOException {
    writeGiven(json, "user_id", memory.owner().userId());
    writeGiven(json, "agent_id", memory.owner().agentId());
    writeGiven(json, "run_id", memory.owner().runId());
    if (!memory.metadata().isEmpty()) {
      writeMetadata(json, memory.metadata());
    }
    if (memory.sourceChunkIds().size() > 1) {
      writeChunks(json, memory.sourceChunkIds());
    }
    writeGiven(json, "valid_from", memory.validity().from());
    writeGiven(json, "valid_until", memory.validity().until());
    writeGiven(json, "review_by", memory.validity().reviewBy());
  }

  private static void writeGiven(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void writeMetadata(JsonGenerator json, Metadata metadata) throws IOException {
    json.writeFieldName("metadata");
    if (metadata.isReadable()) {
      json.writeRawValue(metadata.json());
    } else {
      json.writeString(metadata.json());
    }
  }

  private static void writeChunks(JsonGenerator json, List<String> chunkIds) throws IOException {
    json.writeArrayFieldStart("source_chunk_ids");
    for (String chunkId : chunkIds) {
      json.writeString(chunkId);
    }
    json.writeEndArray();
  }

  /** The image of a memory as the audit log keeps it. */
  public static String image(Memory memory) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      writeFirst(json, memory);
      writeGiven(json, memory);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  /** The same in UTF-8. */
  public static byte[] imageBytes(Memory memory) {
    return image(memory).getBytes(UTF_8);
  }

  /**
   * As SQLite's json_object writes it, so that an image can be compared inside the database: 0.5,
   * 1.0, never 5.0E-4.
   */
  private static void writeDecimal(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      String digits = Double.toString(number);
      json.writeNumber(digits.indexOf('E') < 0 ? digits : new BigDecimal(digits).toPlainString());
    } else {
      json.writeNull();
    }
  }
}
