package dev.atocore.core.source;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.MemoryJson;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.model.MemoryType;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.NdjsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The extractor that needs no model: finds the lines that their writer marked, such as {@code
 * Decision: we water at night}, {@code - **Preference:** short meetings} or {@code > Remember: …},
 * and makes each a candidate that cites its chunk. Case does not matter.
 */
public final class MarkedLineExtractor {
  private static final double CONFIDENCE = 0.6;

  private MarkedLineExtractor() {}

  /**
   * Reads chunks as NDJSON, as {@code source chunks} prints them, and writes candidates as NDJSON,
   * as {@code memory import} takes them.
   *
   * @return how many candidates it wrote
   * @throws InvalidInputException naming the first line that is no chunk
   */
  public static long extract(InputStream chunks, OutputStream candidates) throws IOException {
    NdjsonReader reader = new NdjsonReader(chunks);
    long found = 0;
    try (JsonGenerator json = MemoryJson.FACTORY.createGenerator(candidates)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
        String id;
        String content;
        String project;
        try {
          JsonFields fields = line.fields();
          id = fields.requiredText("id");
          content = fields.requiredText("content");
          project = fields.text("project");
        } catch (InvalidInputException e) {
          throw new InvalidInputException(
              "line " + line.number() + " of the chunks: " + e.getMessage());
        }
        for (String text : content.split("\\R", -1)) {
          found += write(json, text, id, project) ? 1 : 0;
        }
      }
    }
    return found;
  }

  private static boolean write(
      JsonGenerator json, String line, String chunk, @Nullable String project) throws IOException {
    String text = withoutMarkup(line);
    int colon = text.indexOf(':');
    if (colon < 0) {
      return false;
    }
    MemoryType type = type(text.substring(0, colon).strip().toLowerCase(Locale.ROOT));
    String statement = text.substring(colon + 1).strip();
    if (type == null || statement.isEmpty()) {
      return false;
    }
    json.writeStartObject();
    json.writeStringField("type", type.word());
    json.writeStringField("content", statement);
    json.writeStringField("project", project);
    json.writeNumberField("confidence", CONFIDENCE);
    json.writeStringField("source_chunk_id", chunk);
    json.writeStringField("status", MemoryStatus.CANDIDATE.word());
    json.writeEndObject();
    json.writeRaw('\n');
    return true;
  }

  private static @Nullable MemoryType type(String mark) {
    return switch (mark) {
      case "decision", "decided" -> MemoryType.PROJECT;
      case "preference", "prefers" -> MemoryType.PREFERENCE;
      case "remember", "fact", "note to self" -> MemoryType.KNOWLEDGE;
      case "identity", "role" -> MemoryType.IDENTITY;
      case "lesson", "learned" -> MemoryType.ADAPTATION;
      case "event", "happened" -> MemoryType.EPISODIC;
      default -> null;
    };
  }

  /** Drops list bullets, quote marks and check boxes before the mark, and emphasis around it. */
  private static String withoutMarkup(String line) {
    String text = line.strip();
    while (!text.isEmpty() && "-*+>".indexOf(text.charAt(0)) >= 0 && !text.startsWith("**")) {
      text = text.substring(1).strip();
    }
    if (text.startsWith("[ ]") || text.startsWith("[x]")) {
      text = text.substring(3).strip();
    }
    for (String emphasis : new String[] {"**", "__", "*", "_"}) {
      if (text.startsWith(emphasis)) {
        int end = text.indexOf(emphasis, emphasis.length());
        boolean colonInside = end > 0 && text.charAt(end - 1) == ':';
        boolean colonAfter = end > 0 && text.startsWith(":", end + emphasis.length());
        if (colonInside || colonAfter) {
          String mark = text.substring(emphasis.length(), end);
          return mark + text.substring(end + emphasis.length());
        }
      }
    }
    return text;
  }
}
