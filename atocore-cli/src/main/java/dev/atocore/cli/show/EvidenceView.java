package dev.atocore.cli.show;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.out.Count;
import dev.atocore.cli.run.TextRecord;
import dev.atocore.core.MemoryStore;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.source.Vouching;
import java.io.IOException;
import java.util.List;

/** What vouches for a memory, as lines and as JSON. */
public final class EvidenceView {
  private final List<Vouching> all;

  public EvidenceView(MemoryStore store, String memoryId) {
    this.all = Vouching.all(store.memories().evidence(memoryId), store.sources()::document);
  }

  private static String text(Vouching vouching) {
    Evidence evidence = vouching.evidence();
    StringBuilder text = new StringBuilder(evidence.kind().word());
    if (evidence.documentId().isEmpty()) {
      text.append(", ").append(Count.of(evidence.counted(), "reference"));
    } else {
      text.append(", ").append(evidence.documentId());
    }
    if (vouching.uri() != null) {
      text.append(", ").append(vouching.uri());
    }
    if (evidence.chunkId() != null && !evidence.chunkId().equals(evidence.documentId())) {
      text.append(", chunk ").append(evidence.chunkId());
    }
    text.append(", ").append(evidence.notedAt());
    if (evidence.kind().asks()) {
      text.append(evidence.isOpen() ? ", open" : ", answered " + evidence.answeredAt());
      if (evidence.answeredBy() != null) {
        text.append(" by ").append(evidence.answeredBy());
      }
    }
    return text.toString();
  }

  void lines(TextRecord record) {
    String name = "evidence";
    for (Vouching vouching : all) {
      record.line(name, text(vouching));
      name = "";
    }
  }

  void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("evidence");
    for (Vouching vouching : all) {
      vouching.write(json);
    }
    json.writeEndArray();
  }
}
