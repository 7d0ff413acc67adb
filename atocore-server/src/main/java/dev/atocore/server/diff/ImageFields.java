package dev.atocore.server.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an image in the log, as texts. */
public final class ImageFields {
  private static final JsonFactory JSON = new JsonFactory();

  private ImageFields() {}

  /**
   * The fields that are not null, in order. What is no JSON object, which only a tampered log
   * holds, has none.
   */
  public static Map<String, String> of(@Nullable String image) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (image == null) {
      return fields;
    }
    try (JsonParser json = JSON.createParser(image)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          JsonToken value = json.nextToken();
          if (value.isStructStart()) {
            json.skipChildren();
          } else if (value != JsonToken.VALUE_NULL) {
            fields.put(name, json.getText());
          }
        }
      }
    } catch (IOException e) {
      // An image that was edited; audit-tamper tells it.
      return fields;
    }
    return fields;
  }
}
