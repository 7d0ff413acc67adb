package dev.atocore.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.audit.entry.AuditJson;
import dev.atocore.audit.log.AuditFilter;
import dev.atocore.audit.log.AuditPage;
import dev.atocore.core.guard.GuardedLog;
import dev.atocore.server.http.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The history of one memory. Most fit into one batch and are sent at once; longer ones are read and
 * sent batch by batch, so that neither the memory nor a read transaction grows with them. The log
 * only grows, so the batches belong together.
 */
final class HistoryParts implements Answer.Parts {
  static final int BATCH = 20;

  private final GuardedLog audit;
  private final String memoryId;
  private final ByteArrayBuilder bytes = new ByteArrayBuilder(8192);
  private final JsonGenerator json;
  private @Nullable AuditPage page;

  private HistoryParts(GuardedLog audit, String memoryId, AuditPage first) throws IOException {
    this.audit = audit;
    this.memoryId = memoryId;
    this.json = Answer.JSON.createGenerator(bytes);
    this.page = first;
    start(json, memoryId);
  }

  static Answer answer(GuardedLog audit, String memoryId, AuditPage first) throws IOException {
    return first.next() == null
        ? Answer.json(
            200,
            json -> {
              start(json, memoryId);
              write(json, first);
              end(json);
            })
        : Answer.jsonParts(200, new HistoryParts(audit, memoryId, first));
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    AuditPage current = page;
    if (current == null) {
      return null;
    }
    write(json, current);
    if (current.next() == null) {
      end(json);
      page = null;
    } else {
      page = audit.history(memoryId, AuditFilter.ALL, BATCH, current.next());
    }
    json.flush();
    byte[] part = bytes.toByteArray();
    bytes.reset();
    return part;
  }

  private static void start(JsonGenerator json, String memoryId) throws IOException {
    json.writeStartObject();
    json.writeStringField("memory_id", memoryId);
    json.writeArrayFieldStart("entries");
  }

  private static void write(JsonGenerator json, AuditPage page) throws IOException {
    for (AuditEntry entry : page.entries()) {
      AuditJson.write(json, entry);
    }
  }

  private static void end(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }
}
