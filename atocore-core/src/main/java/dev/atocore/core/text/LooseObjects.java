package dev.atocore.core.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects in what a model printed. Words, code fences, lists and commas around them are
 * skipped, and an object around a list of objects is opened. What is no object in the end comes
 * with the reason, so that nothing is lost in silence.
 */
public final class LooseObjects {
  private static final int MOST = 4 * 1024 * 1024;
  private static final int MOST_LINES = 2000;
  private static final int MOST_PROSE = 4000;
  private static final JsonFactory FACTORY = new JsonFactory();

  private final InputStream in;
  private final Queue<Piece> ready = new ArrayDeque<>();
  private final StringBuilder object = new StringBuilder();
  private final StringBuilder prose = new StringBuilder();
  private int depth;
  private boolean quoted;
  private boolean escaped;
  private boolean any;
  private boolean ended;

  public LooseObjects(InputStream in) {
    this.in = new BufferedInputStream(new BlanksEnd(in));
  }

  /**
   * An object on one line, or what is none.
   *
   * @param error why it is none; null when it seems to be one
   */
  public record Piece(String text, @Nullable String error) {}

  /** The next one; null at the end. */
  public @Nullable Piece next() throws IOException {
    while (ready.isEmpty() && !ended) {
      byte[] line = line();
      if (line == null) {
        ended = true;
        end();
      } else {
        try {
          feed(UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString());
        } catch (CharacterCodingException e) {
          object.append(new String(line, UTF_8));
          refuse("not valid UTF-8");
        }
      }
    }
    return ready.poll();
  }

  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n' && bytes.size() < MOST) {
      bytes.write(b);
      b = in.read();
    }
    return bytes.toByteArray();
  }

  private void feed(String line) {
    int i = 0;
    while (i < line.length()) {
      if (depth == 0) {
        int start = line.indexOf('{', i);
        skip(line.substring(i, start < 0 ? line.length() : start));
        if (start < 0) {
          return;
        }
        i = start;
      }
      take(line.charAt(i++));
    }
    if (quoted) {
      refuse("not JSON: a text goes on over the end of the line");
    } else if (depth > 0) {
      object.append('\n');
      if (object.length() > MOST) {
        refuse("longer than " + MOST + " characters");
      }
    }
  }

  private void take(char c) {
    object.append(c);
    if (escaped) {
      escaped = false;
    } else if (quoted) {
      escaped = c == '\\';
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{') {
      depth++;
    } else if (c == '}' && --depth == 0) {
      String text = object.toString();
      reset();
      any = true;
      for (String one : opened(text)) {
        ready.add(new Piece(one.replace('\n', ' ').replace('\r', ' '), null));
      }
    }
  }

  private void skip(String words) {
    if (prose.length() < MOST_PROSE && !words.isBlank()) {
      prose.append(words, 0, Math.min(words.length(), MOST_PROSE)).append('\n');
    }
  }

  private void refuse(String error) {
    ready.add(new Piece(object.toString().strip(), error));
    any = true;
    reset();
  }

  private void reset() {
    object.setLength(0);
    depth = 0;
    quoted = false;
    escaped = false;
  }

  /**
   * An object that never ends may be words with a brace: then what follows its line is looked at.
   */
  private void end() {
    if (depth > 0) {
      List<String> lines = object.toString().lines().toList();
      object.setLength(0);
      object.append(lines.size() > MOST_LINES ? String.join("\n", lines) : lines.get(0));
      refuse("not JSON: the object does not end");
      if (lines.size() <= MOST_LINES) {
        lines.subList(1, lines.size()).forEach(this::feed);
        end();
      }
    }
    if (!any && prose.chars().anyMatch(Character::isLetterOrDigit)) {
      any = true;
      ready.add(new Piece(prose.toString().strip(), "no JSON object in it"));
    }
  }

  /** The objects of the one list that an object is around; the object itself when it says more. */
  private static List<String> opened(String text) {
    List<String> inner = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals("content")) {
          return List.of(text);
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
          json.skipChildren();
          continue;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
          int from = (int) json.currentTokenLocation().getCharOffset();
          json.skipChildren();
          inner.add(text.substring(from, (int) json.currentTokenLocation().getCharOffset() + 1));
        }
        while (json.currentToken() != null && json.currentToken() != JsonToken.END_ARRAY) {
          json.skipChildren();
          json.nextToken();
        }
      }
    } catch (IOException e) {
      return List.of(text);
    }
    return inner.isEmpty() ? List.of(text) : inner;
  }
}
