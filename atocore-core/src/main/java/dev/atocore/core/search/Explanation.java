package dev.atocore.core.search;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a search found a memory.
 *
 * @param words the words of the query that the memory has, or the chunk if that is what spoke
 * @param similarity how alike the meanings are, -1 to 1; null where no meanings were compared
 * @param textRank its place among those that the words find, from 1; null when they do not find it
 * @param semanticRank its place among those that the meaning finds; null when it does not find it
 * @param byChunk whether the chunk that the memory cites spoke for it, and not its own text
 */
public record Explanation(
    List<String> words,
    @Nullable Double similarity,
    @Nullable Integer textRank,
    @Nullable Integer semanticRank,
    boolean byChunk) {
  /** Copies the list. */
  public Explanation {
    words = List.copyOf(words);
  }

  /** Which text spoke: {@code chunk} or {@code memory}. */
  public String source() {
    return byChunk ? "chunk" : "memory";
  }

  /** The similarity with four decimals; null where no meanings were compared. */
  public @Nullable Double rounded() {
    return similarity == null ? null : Math.round(similarity * 10_000) / 10_000.0;
  }

  /** Writes the field {@code explain} of a memory: {@code words, similarity, ranks, source}. */
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("explain");
    json.writeArrayFieldStart("words");
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
    number(json, "similarity", rounded());
    json.writeObjectFieldStart("ranks");
    number(json, "text", textRank);
    number(json, "semantic", semanticRank);
    json.writeEndObject();
    json.writeStringField("source", source());
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value.toString());
    }
  }
}
