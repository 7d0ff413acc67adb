package dev.atocore.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.atocore.server.http.Answer;
import dev.atocore.server.http.Request;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list. It ends at the limit, or before, when it is about {@link #MAX_BYTES} long: so
 * what it takes does not grow with what is in the rows.
 *
 * @param <T> a row
 */
final class JsonPage<T> {
  /** The largest limit a client may ask for. */
  static final int MAX_LIMIT = 1000;

  private static final int MAX_BYTES = 1 << 20;
  private static final int READ_AT_ONCE = 50;

  private final String name;
  private final int limit;
  private final @Nullable String after;
  private final Writer<T> writer;

  private JsonPage(String name, int limit, @Nullable String after, Writer<T> writer) {
    this.name = name;
    this.limit = limit;
    this.after = after;
    this.writer = writer;
  }

  /** The page that the request's {@code limit} and {@code after} ask for. */
  static <T> JsonPage<T> of(String name, Request request, int defaultLimit, Writer<T> writer) {
    return new JsonPage<>(
        name, request.query("limit", defaultLimit, 1, MAX_LIMIT), request.query("after"), writer);
  }

  Answer read(Reader<T> reader) throws IOException {
    ByteArrayBuilder bytes = new ByteArrayBuilder(8192);
    String next = after;
    try (JsonGenerator json = Answer.JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart(name);
      int left = limit;
      do {
        Part<T> part = reader.read(Math.min(left, READ_AT_ONCE), next);
        for (T row : part.rows()) {
          writer.write(json, row);
        }
        left -= part.rows().size();
        next = part.next();
        json.flush();
      } while (next != null && left > 0 && bytes.size() < MAX_BYTES);
      json.writeEndArray();
      json.writeStringField("next", next);
      json.writeEndObject();
    }
    return Answer.bytes(200, "application/json", bytes.toByteArray());
  }

  /**
   * Some rows, and where to go on.
   *
   * @param rows the rows
   * @param next the cursor; null when these were the last
   */
  record Part<T>(List<T> rows, @Nullable String next) {}

  /** Reads rows. */
  @FunctionalInterface
  interface Reader<T> {
    Part<T> read(int limit, @Nullable String after);
  }

  /** Writes a row. */
  @FunctionalInterface
  interface Writer<T> {
    void write(JsonGenerator json, T row) throws IOException;
  }
}
