package dev.atocore.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back to the client. Immutable, but for a body that is made while it is sent. */
public final class Answer {
  /** Shared: making one costs more than using it. */
  public static final JsonFactory JSON = new JsonFactory();

  private static final String JSON_TYPE = "application/json";

  private final int status;
  private final Map<String, String> headers;
  private final Body body;
  private final boolean delayed;

  private Answer(int status, Map<String, String> headers, Body body, boolean delayed) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.delayed = delayed;
  }

  /** One JSON document. */
  public static Answer json(int status, JsonWriter writer) throws IOException {
    return bytes(status, JSON_TYPE, toJson(writer));
  }

  /** A page. */
  public static Answer html(int status, String page) {
    return bytes(status, "text/html; charset=utf-8", page.getBytes(UTF_8));
  }

  /** Bytes of that media type. */
  public static Answer bytes(int status, String type, byte[] bytes) {
    return new Answer(status, Map.of("Content-Type", type), new Whole(bytes), false);
  }

  /** A JSON document that is made while it is sent, because it may be larger than memory. */
  public static Answer jsonParts(int status, Parts parts) {
    return new Answer(status, Map.of("Content-Type", JSON_TYPE), parts, false);
  }

  /** No body. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), new Whole(new byte[0]), false);
  }

  /**
   * Sends a browser on to a page, after a form.
   *
   * @param path a path of this server
   */
  public static Answer seeOther(String path) {
    return empty(303).header("Location", path);
  }

  /** The same with that header. */
  public Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, delayed);
  }

  /** The same with those headers. */
  public Answer headers(Map<String, String> more) {
    Answer answer = this;
    for (Map.Entry<String, String> header : more.entrySet()) {
      answer = answer.header(header.getKey(), header.getValue());
    }
    return answer;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The same, held back for a moment, which makes guessing slow. */
  public Answer later() {
    return new Answer(status, headers, body, true);
  }

  public boolean delayed() {
    return delayed;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public Body body() {
    return body;
  }

  public static byte[] toJson(JsonWriter writer) throws IOException {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(512)) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        writer.write(json);
      }
      return bytes.toByteArray();
    }
  }

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface JsonWriter {
    /** Writes it. */
    void write(JsonGenerator json) throws IOException;
  }

  /** What is sent. */
  public sealed interface Body permits Whole, Parts {}

  /** All of it, known beforehand. */
  public static final class Whole implements Body {
    private final byte[] bytes;

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes;
    }
  }

  /** A body of unknown length. Each part is asked for on a lane, after the one before was sent. */
  public non-sealed interface Parts extends Body {
    /** The next part, some dozens of kilobytes; null after the last. */
    byte @Nullable [] next() throws IOException;
  }
}
