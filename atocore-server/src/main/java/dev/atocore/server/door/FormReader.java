package dev.atocore.server.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.server.http.ProblemException;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the fields of a form. */
final class FormReader {
  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final int MAX_FIELDS = 100;

  private FormReader() {}

  static boolean isForm(HttpServerExchange exchange) {
    return TYPE.equals(mediaType(exchange));
  }

  /** The media type without its parameters, lower case; empty when there is none. */
  static String mediaType(HttpServerExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** The fields by name. A field that is there twice is refused. */
  static Map<String, String> read(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    String text = decode(body);
    if (text.isEmpty()) {
      return fields;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
      if (fields.put(name, value) != null) {
        throw ProblemException.invalid("a field of the form is there more than once");
      }
      if (fields.size() > MAX_FIELDS) {
        throw ProblemException.invalid("the form has more than " + MAX_FIELDS + " fields");
      }
    }
    return fields;
  }

  private static String decode(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid("the form is not UTF-8");
    }
  }

  private static String unescape(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("the form is not well encoded: " + e.getMessage());
    }
  }
}
