package dev.atocore.markdown;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.JsonRecord;
import dev.atocore.core.text.NdjsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The extractor that needs no model: finds the statements that their writer marked, such as {@code
 * Decision: we water at night}, {@code - **Preference:** short meetings} or {@code > Remember: …},
 * and makes each a candidate that cites its chunk. Case does not matter.
 */
public final class StatementExtractor {
  private static final double CONFIDENCE = 0.6;

  private StatementExtractor() {}

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
    try (JsonGenerator json = JsonRecord.FACTORY.createGenerator(candidates)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      for (NdjsonReader.Line line = reader.next(); line != null; line = reader.next()) {
        String id;
        String content;
        String project;
        boolean first;
        try {
          JsonFields fields = line.fields();
          id = fields.requiredText("id");
          content = fields.requiredText("content");
          project = fields.text("project");
          first = fields.wholeNumber("ordinal", 0) == 0;
        } catch (InvalidInputException e) {
          throw new InvalidInputException(
              "line " + line.number() + " of the chunks: " + e.getMessage());
        }
        Markdown markdown = first ? Markdown.ofDocument(content) : Markdown.ofRest(content);
        for (Statements.Statement statement : Statements.of(markdown)) {
          write(json, statement, id, project);
          found++;
        }
      }
    }
    return found;
  }

  private static void write(
      JsonGenerator json, Statements.Statement statement, String chunk, @Nullable String project)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", statement.type().word());
    json.writeStringField("content", statement.text());
    json.writeStringField("project", project);
    json.writeNumberField("confidence", CONFIDENCE);
    json.writeStringField("source_chunk_id", chunk);
    json.writeStringField("status", MemoryStatus.CANDIDATE.word());
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
