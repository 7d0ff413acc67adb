package dev.atocore.core.embedder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.search.EmbedderException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the protocol. */
final class EmbeddingsJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_REASON = 200;

  private EmbeddingsJson() {}

  static byte[] question(String model, List<String> texts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("model", model);
      json.writeArrayFieldStart("input");
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
      json.writeStringField("encoding_format", "float");
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed, which it never does.", e);
    }
    return body.toByteArray();
  }

  /** The vectors in the order of the texts, whatever order they come in. */
  static List<float[]> answer(String body, int count, String place) {
    float[][] vectors = new float[count][];
    try (JsonParser json = JSON.createParser(body)) {
      int next = 0;
      if (find(json, "data") && json.nextToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          Row row = row(json);
          int index = row.index() == null ? next : row.index();
          if (index >= 0 && index < count) {
            vectors[index] = row.vector();
          }
          next++;
        }
      }
    } catch (IOException e) {
      throw new EmbedderException(place + " answered what is no JSON", null);
    }
    for (float[] vector : vectors) {
      if (vector == null || vector.length == 0) {
        throw new EmbedderException(place + " answered without a vector for each text", null);
      }
    }
    return Arrays.asList(vectors);
  }

  /** Goes to the value of that field of the outermost object. */
  private static boolean find(JsonParser json, String name) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      if (json.currentName().equals(name)) {
        return true;
      }
      json.nextToken();
      json.skipChildren();
    }
    return false;
  }

  private static Row row(JsonParser json) throws IOException {
    Integer index = null;
    float[] vector = new float[0];
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
        index = json.getIntValue();
      } else if (name.equals("embedding") && value == JsonToken.START_ARRAY) {
        vector = numbers(json);
      } else {
        json.skipChildren();
      }
    }
    return new Row(index, vector);
  }

  private static float[] numbers(JsonParser json) throws IOException {
    List<Float> numbers = new ArrayList<>();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == null || !token.isNumeric()) {
        throw new IOException("no number");
      }
      numbers.add(json.getFloatValue());
    }
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.get(i);
    }
    return vector;
  }

  /**
   * What the server says is wrong, on one line; empty when it says nothing.
   *
   * @param secret is made unreadable before the line is cut; null for none
   */
  static String reason(String body, @Nullable String secret) {
    String shown = secret == null ? body : body.replace(secret, "***");
    String line = shown.replaceAll("\\p{Cntrl}+|\\s+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() <= MOST_REASON ? line : line.substring(0, MOST_REASON) + "…");
  }

  /** One vector, and of which text it is; null for the next. */
  private static final class Row {
    private final @Nullable Integer index;
    private final float[] vector;

    Row(@Nullable Integer index, float[] vector) {
      this.index = index;
      this.vector = vector;
    }

    @Nullable Integer index() {
      return index;
    }

    float[] vector() {
      return vector;
    }
  }
}
