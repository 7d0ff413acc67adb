package dev.atocore.cli.out;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** JSON on a stream. */
public final class Json {
  /** Shared: making one costs more than using it. */
  public static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes values one a line, for NDJSON; a single one is a document. */
  public static JsonGenerator on(Writer writer) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(writer);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    return json;
  }

  /**
   * Writes a value that the store holds as JSON text, or, when another program left something else
   * there, that text as a string: the document stays JSON.
   */
  public static void writeStored(JsonGenerator json, String stored) throws IOException {
    if (isValue(stored)) {
      // Line breaks inside of a JSON string are escaped, so these are white space; NDJSON allows
      // none.
      json.writeRawValue(stored.replace('\n', ' ').replace('\r', ' '));
    } else {
      json.writeString(stored);
    }
  }

  /** Writes the field {@code error} of an outcome; null when there is no code. */
  public static void writeError(JsonGenerator json, @Nullable String code, @Nullable String message)
      throws IOException {
    if (code == null) {
      json.writeNullField("error");
      return;
    }
    json.writeObjectFieldStart("error");
    json.writeStringField("code", code);
    json.writeStringField("message", message);
    json.writeEndObject();
  }

  /** Writes a number that may not be there. */
  public static void writeNumber(JsonGenerator json, String field, @Nullable Long number)
      throws IOException {
    if (number == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, number);
    }
  }

  private static boolean isValue(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  public static String error(String code, String message) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      writeError(json, code, message);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return text.toString();
  }
}
