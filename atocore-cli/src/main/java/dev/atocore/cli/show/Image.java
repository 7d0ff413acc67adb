package dev.atocore.cli.show;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.audit.entry.AuditEntry;
import dev.atocore.cli.out.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a before or after image. Reads what it can of an image that someone tampered with.
 */
public final class Image {
  private Image() {}

  /** The values by their names, null for a JSON null; empty when there is no image. */
  public static Map<String, @Nullable String> fields(@Nullable String image) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    if (image == null) {
      return fields;
    }
    try (JsonParser json = Json.FACTORY.createParser(image)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          fields.put(name, value(json));
        }
      } else {
        fields.put("image", image);
      }
    } catch (IOException e) {
      fields.put("(unreadable image)", image);
    }
    return fields;
  }

  /** What the memory said after the change, or before it when there is no after. */
  public static @Nullable String content(AuditEntry entry) {
    String image = entry.after() == null ? entry.before() : entry.after();
    if (image == null) {
      return null;
    }
    try (JsonParser json = Json.FACTORY.createParser(image)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return image;
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals("content")) {
          return value(json);
        }
        json.nextToken();
        json.skipChildren();
      }
      return null;
    } catch (IOException e) {
      return image;
    }
  }

  private static @Nullable String value(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isStructStart()) {
      json.skipChildren();
      return "(nested)";
    }
    return json.getText();
  }
}
