package dev.atocore.core.source;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.core.model.Evidence;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a memory, and the document that says it.
 *
 * @param document null when it is no document, or not in the store
 */
public record Vouching(Evidence evidence, @Nullable SourceDocument document) {
  /**
   * All of them with their documents.
   *
   * @param find looks for a document by its id
   */
  public static List<Vouching> all(
      List<Evidence> evidence, Function<String, Optional<SourceDocument>> find) {
    return evidence.stream()
        .map(one -> new Vouching(one, find.apply(one.documentId()).orElse(null)))
        .toList();
  }

  /** The document's title, or else its id; empty when it is no document. */
  public String title() {
    String title = document == null ? null : document.title();
    return title == null ? evidence.documentId() : title;
  }

  /** Where the document lies; null when it is none, or nobody knows. */
  public @Nullable String uri() {
    return document == null ? null : document.uri();
  }

  /** Writes it as an object. */
  public void write(JsonGenerator json) throws IOException {
    boolean ofDocument = !evidence.documentId().isEmpty();
    json.writeStartObject();
    json.writeStringField("kind", evidence.kind().word());
    json.writeStringField("document_id", ofDocument ? evidence.documentId() : null);
    json.writeStringField("title", document == null ? null : document.title());
    json.writeStringField("uri", uri());
    json.writeStringField("chunk_id", evidence.chunkId());
    json.writeNumberField("references", evidence.counted());
    json.writeStringField("at", evidence.notedAt());
    if (evidence.kind().asks()) {
      json.writeStringField("answered_at", evidence.answeredAt());
      json.writeStringField("answered_by", evidence.answeredBy());
    }
    json.writeEndObject();
  }
}
