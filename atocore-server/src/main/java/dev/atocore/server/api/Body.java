package dev.atocore.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.text.JsonFields;
import dev.atocore.server.http.ProblemException;
import dev.atocore.server.http.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a request brings. A field it does not know is refused: it may be a typing
 * error.
 */
public final class Body {
  private final JsonFields fields;

  private Body(JsonFields fields) {
    this.fields = fields;
  }

  /** The object; without a body, one without fields. */
  static Body of(Request request, String... known) {
    Body body = new Body(JsonFields.parse(request.body().length == 0 ? "{}" : text(request)));
    List<String> names = Arrays.asList(known);
    for (String name : body.fields.names()) {
      if (!names.contains(name)) {
        throw ProblemException.invalid(
            "there is no field \"" + name + "\" here; use " + String.join(", ", known));
      }
    }
    return body;
  }

  String required(String name) {
    return fields.requiredText(name);
  }

  @Nullable String text(String name) {
    return fields.text(name);
  }

  /** A text that null clears: then it is empty; null when it is not there. */
  @Nullable String clearable(String name) {
    return fields.isNull(name) ? "" : fields.text(name);
  }

  /** A number; null when it is not there. */
  @Nullable Double number(String name) {
    return fields.names().contains(name) && !fields.isNull(name) ? fields.number(name, 0) : null;
  }

  /** A whole number that must be there. */
  long requiredWhole(String name) {
    if (number(name) == null) {
      throw ProblemException.invalid(name + " is missing");
    }
    return fields.wholeNumber(name, 0);
  }

  boolean flag(String name) {
    return fields.flag(name);
  }

  /** Whether the field is there, null or not. */
  boolean has(String name) {
    return fields.names().contains(name);
  }

  boolean isNull(String name) {
    return fields.isNull(name);
  }

  /** A nested object as it was sent; null when it is not there. */
  @Nullable String object(String name) {
    return fields.object(name);
  }

  List<String> texts(String name) {
    return fields.texts(name);
  }

  private static String text(Request request) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid("the body is not UTF-8");
    }
  }
}
