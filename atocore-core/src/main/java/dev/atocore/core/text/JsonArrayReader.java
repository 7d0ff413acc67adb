package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The objects of one JSON array, as lines that say where they begin, in bounded memory. */
final class JsonArrayReader {
  /**
   * How a document begins that is not lines: as an array, as the object around an array that {@code
   * memory export -o json} writes, or as an object over several lines.
   */
  static final Pattern DOCUMENT =
      Pattern.compile("\\s*(\\[|\\{\\s*\"memories\"\\s*:\\s*\\[|\\{[ \\t\\r]*\\n)");

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser json;
  private final long before;
  private long line;
  private boolean inArray;
  private boolean wrapped;
  private boolean ended;

  /**
   * A reader of what comes.
   *
   * @param before how many lines came already
   */
  JsonArrayReader(InputStream in, long before) {
    this.before = before;
    this.line = before + 1;
    try {
      json = FACTORY.createParser(new InputStreamReader(in, UTF_8.newDecoder()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The next object; null at the end. What follows something that is no JSON is not read. */
  NdjsonReader.@Nullable Line next() {
    if (ended) {
      return null;
    }
    try {
      return read();
    } catch (JacksonException e) {
      return refused(
          "not valid JSON, and nothing behind it was read; NDJSON or one array of objects is"
              + " expected");
    } catch (CharacterCodingException e) {
      return refused("not valid UTF-8, and nothing behind it was read");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private NdjsonReader.@Nullable Line read() throws IOException {
    JsonToken token = json.nextToken();
    if (!inArray && token != null) {
      line = before + json.currentTokenLocation().getLineNr();
      if (token == JsonToken.START_OBJECT) {
        token = json.nextToken();
        wrapped = token == JsonToken.FIELD_NAME && "memories".equals(json.currentName());
        if (!wrapped) {
          return copy(true);
        }
        token = json.nextToken();
      }
      if (token != JsonToken.START_ARRAY) {
        return refused("no object; NDJSON or one array of objects is expected");
      }
      inArray = true;
      token = json.nextToken();
    }
    if (inArray && token == JsonToken.END_ARRAY) {
      token = leave();
      if (token != null) {
        return refused("something follows the array; nothing of it was read");
      }
    }
    if (token == null) {
      ended = true;
      return null;
    }
    line = before + json.currentTokenLocation().getLineNr();
    return copy(false);
  }

  /** Steps out of the array and what is around it, to what follows. */
  private @Nullable JsonToken leave() throws IOException {
    inArray = false;
    while (wrapped && json.nextToken() == JsonToken.FIELD_NAME) {
      json.nextToken();
      json.skipChildren();
    }
    return json.nextToken();
  }

  private NdjsonReader.Line copy(boolean fields) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = FACTORY.createGenerator(text)) {
      if (fields) {
        copy.writeStartObject();
        for (; json.currentToken() == JsonToken.FIELD_NAME; json.nextToken()) {
          copy.copyCurrentStructure(json);
        }
        copy.writeEndObject();
      } else {
        copy.copyCurrentStructure(json);
      }
    }
    return text.getBuffer().length() > NdjsonReader.MAX_LINE_BYTES
        ? new NdjsonReader.Line(
            line, "", "the object is longer than " + NdjsonReader.MAX_LINE_BYTES + " bytes")
        : new NdjsonReader.Line(line, text.toString(), null);
  }

  private NdjsonReader.Line refused(String why) {
    ended = true;
    return new NdjsonReader.Line(line, "", why);
  }

  private static StoreException unreadable(IOException failure) {
    return new StoreException(
        "source_unreadable", "the input cannot be read: " + failure.getMessage(), failure);
  }
}
