package dev.atocore.core.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.TextRules;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chunks that a memory cites, the first of which it was drawn from. */
public final class SourceChunks {
  /** How many a memory may cite. What vouches for it beyond them is in its evidence. */
  public static final int MAX = 256;

  private SourceChunks() {}

  /** Each once, in order; checked. */
  static List<String> required(List<String> chunkIds) {
    if (chunkIds.isEmpty()) {
      return List.of();
    }
    for (String chunkId : chunkIds) {
      TextRules.requireName("source chunk", chunkId);
    }
    Set<String> each = new LinkedHashSet<>(chunkIds);
    if (each.size() > MAX) {
      throw new InvalidInputException(
          "a memory cites at most " + MAX + " chunks, not " + each.size());
    }
    return List.copyOf(each);
  }

  /** Those and one more, if it is another and they are not too many. */
  public static List<String> with(List<String> chunkIds, String more) {
    if (chunkIds.contains(more) || chunkIds.size() >= MAX) {
      return chunkIds;
    }
    List<String> all = new ArrayList<>(chunkIds);
    all.add(more);
    return List.copyOf(all);
  }

  /**
   * From the two columns of a row.
   *
   * @param first null for none
   * @param further a JSON array, or whatever somebody wrote there
   */
  public static List<String> stored(@Nullable String first, @Nullable String further) {
    if (further == null) {
      return first == null ? List.of() : List.of(first);
    }
    List<String> all = new ArrayList<>();
    all.add(first == null ? "" : first);
    List<String> read = read(further);
    boolean ours = read != null && !read.isEmpty() && json(read).equals(further);
    all.addAll(ours ? read : List.of(further));
    return List.copyOf(all);
  }

  /** What the second column of a row says; null when one chunk is all. */
  public static @Nullable String further(List<String> chunkIds) {
    return chunkIds.size() < 2 ? null : json(chunkIds.subList(1, chunkIds.size()));
  }

  /** The texts in a JSON array; null if it is none. */
  public static @Nullable List<String> read(String array) {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JsonRecord.FACTORY.createParser(array)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
      }
      return json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null ? texts : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** A JSON array of texts. */
  public static String json(Iterable<String> texts) {
    StringWriter array = new StringWriter();
    try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(array)) {
      json.writeStartArray();
      for (String text : texts) {
        json.writeString(text);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A StringWriter failed, which it never does.", e);
    }
    return array.toString();
  }
}
