package dev.atocore.cli.command.memory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.source.SourceDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What vouches for a memory, as lines and as JSON. */
final class EvidenceView {
  private final List<Row> rows = new ArrayList<>();

  EvidenceView(MemoryStore store, String memoryId) {
    for (Evidence evidence : store.memories().evidence(memoryId)) {
      rows.add(new Row(evidence, store.sources().document(evidence.documentId()).orElse(null)));
    }
  }

  /**
   * What is said of the memory, and where.
   *
   * @param document null when it is no document, or not in the store
   */
  private record Row(Evidence evidence, @Nullable SourceDocument document) {
    String text() {
      StringBuilder text = new StringBuilder(evidence.kind().word());
      if (evidence.documentId().isEmpty()) {
        text.append(", ").append(Count.of(evidence.counted(), "reference"));
      } else {
        text.append(", ").append(evidence.documentId());
      }
      if (document != null && document.uri() != null) {
        text.append(", ").append(document.uri());
      }
      if (evidence.chunkId() != null && !evidence.chunkId().equals(evidence.documentId())) {
        text.append(", chunk ").append(evidence.chunkId());
      }
      text.append(", ").append(evidence.notedAt());
      if (evidence.kind().asks()) {
        text.append(evidence.isOpen() ? ", open" : ", answered " + evidence.answeredAt());
      }
      return text.toString();
    }
  }

  void lines(TextRecord record) {
    String name = "evidence";
    for (Row row : rows) {
      record.line(name, row.text());
      name = "";
    }
  }

  void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("evidence");
    for (Row row : rows) {
      Evidence evidence = row.evidence();
      SourceDocument document = row.document();
      boolean ofDocument = !evidence.documentId().isEmpty();
      json.writeStartObject();
      json.writeStringField("kind", evidence.kind().word());
      json.writeStringField("document_id", ofDocument ? evidence.documentId() : null);
      json.writeStringField("title", document == null ? null : document.title());
      json.writeStringField("uri", document == null ? null : document.uri());
      json.writeStringField("chunk_id", evidence.chunkId());
      json.writeNumberField("references", evidence.counted());
      json.writeStringField("at", evidence.notedAt());
      if (evidence.kind().asks()) {
        json.writeStringField("answered_at", evidence.answeredAt());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
