package dev.atocore.core.search;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.image.MemoryJson;
import dev.atocore.core.model.MemoryPage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param page the memories, best first
 * @param explanations why each was found, in the same order
 * @param mode by what it was found
 * @param instead why it was not by what was asked for; null when it was
 */
public record SearchAnswer(
    MemoryPage page, List<Explanation> explanations, SearchMode mode, @Nullable String instead) {
  /** Copies the list. */
  public SearchAnswer {
    explanations = List.copyOf(explanations);
  }

  /** Writes the page, each memory with its explanation if there are any, and the mode. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("memories");
    for (int i = 0; i < page.memories().size(); i++) {
      json.writeStartObject();
      MemoryJson.writeFields(json, page.memories().get(i));
      if (i < explanations.size()) {
        explanations.get(i).write(json);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("next", page.next());
    json.writeStringField("mode", mode.word());
    if (page.newestOf() > 0) {
      json.writeNumberField("newest_of", page.newestOf());
    }
    json.writeEndObject();
  }
}
