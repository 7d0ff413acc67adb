package dev.atocore.integrity.check;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.state.StateValue;
import dev.atocore.core.text.Times;
import dev.atocore.integrity.result.IntegrityJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the store was looked at: what came after it is new.
 *
 * @param entryId the newest audit entry
 * @param chunkSeq the newest source chunk
 * @param at when, ISO-8601 UTC
 */
public record Mark(long entryId, long chunkSeq, String at) {
  private static final String PROJECT = "atocore";
  private static final String CATEGORY = "integrity";
  private static final String KEY = "mark";

  /** Where the store stands now. */
  public static Mark of(MemoryStore store, Instant now) {
    return store
        .transactions()
        .read(
            inside -> {
              Connection connection = inside.jdbc();
              long[] last = new long[2];
              Rows.forEach(
                  connection,
                  "SELECT coalesce(max(id), 0) FROM memory_audit",
                  row -> last[0] = row.getLong(1));
              Rows.forEach(
                  connection,
                  "SELECT coalesce(max(seq), 0) FROM source_chunks",
                  row -> last[1] = row.getLong(1));
              return new Mark(last[0], last[1], Times.format(now));
            });
  }

  /** What the last run that left nothing open kept; null when there was none. */
  public static @Nullable Mark last(MemoryStore store) {
    return store
        .state()
        .get(PROJECT, CATEGORY, KEY)
        .map(StateValue::value)
        .map(Mark::parse)
        .orElse(null);
  }

  public void keep(MemoryStore store) {
    store.state().set(PROJECT, CATEGORY, KEY, json());
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = IntegrityJson.JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("entry_id", entryId);
      json.writeNumberField("chunk_seq", chunkSeq);
      json.writeStringField("at", at);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }

  private static @Nullable Mark parse(String text) {
    long entryId = -1;
    long chunkSeq = -1;
    String at = null;
    try (JsonParser json = IntegrityJson.JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        switch (name) {
          case "entry_id" -> entryId = json.getValueAsLong(-1);
          case "chunk_seq" -> chunkSeq = json.getValueAsLong(-1);
          case "at" -> at = json.getValueAsString();
          default -> IntegrityJson.skip(json, value);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return entryId < 0 || chunkSeq < 0 || at == null ? null : new Mark(entryId, chunkSeq, at);
  }
}
