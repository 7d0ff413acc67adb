package dev.atocore.audit.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Whether a text is what it claims to be. */
final class JsonSyntax {
  static final JsonFactory FACTORY = new JsonFactory();

  private JsonSyntax() {}

  /** Whether the text is exactly one well-formed JSON object. */
  static boolean isObject(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
