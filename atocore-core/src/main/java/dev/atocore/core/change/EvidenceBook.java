package dev.atocore.core.change;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.Memory;
import dev.atocore.core.text.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What vouches for the memories that a transaction changes. Each document does so once: the
 * memory's own at its creation, another when it first says the same. Whatever else changes a count
 * of references is somebody's word, and a revert takes words back, so that what is counted here
 * always comes to the count of the memory.
 */
public final class EvidenceBook {
  private final StoreConnection connection;
  private @Nullable String lastChunk;
  private String lastDocument = "";

  /** References of the change to come that a document is the reason for. */
  private long vouched;

  EvidenceBook(StoreConnection connection) {
    this.connection = connection;
  }

  /** The document that a chunk is of; see {@link EvidenceTable#documentOf}. */
  public String documentOf(String chunkId) throws SQLException {
    if (!chunkId.equals(lastChunk)) {
      lastDocument = EvidenceTable.documentOf(connection, chunkId);
      lastChunk = chunkId;
    }
    return lastDocument;
  }

  /** Whether that document, a copy of it, or that very chunk has spoken for the memory. */
  public boolean hasSpoken(Memory memory, String documentId, String chunkId) throws SQLException {
    for (Evidence evidence : withSource(memory)) {
      if (evidence.kind().speaks()
          && (evidence.documentId().equals(documentId) || chunkId.equals(evidence.chunkId()))) {
        return true;
      }
    }
    return EvidenceTable.hasCopySpoken(connection, memory.id(), documentId);
  }

  /**
   * Whether a citation leads to a chunk that is there, or its document was followed through edits.
   */
  boolean leadsOn(Memory memory, String chunkId) throws SQLException {
    if (EvidenceTable.isThere(connection, chunkId)) {
      return true;
    }
    for (Evidence evidence : EvidenceTable.of(connection, memory.id())) {
      String followed = evidence.chunkId();
      if (evidence.kind().speaks()
          && chunkId.startsWith(evidence.documentId() + "#")
          && (followed == null || EvidenceTable.isThere(connection, followed))) {
        return true;
      }
    }
    return false;
  }

  /** A document vouches for a memory, which is changed next: its count grows by one. */
  public void vouch(Memory memory, String documentId, String chunkId, String at)
      throws SQLException {
    EvidenceTable.put(
        connection, Evidence.of(memory.id(), EvidenceKind.DOCUMENT, documentId, chunkId, at));
    vouched++;
  }

  /**
   * A document seems to deny a memory: a question, once.
   *
   * @return how many questions there are more
   */
  public int deny(Memory memory, String documentId, String chunkId) throws SQLException {
    return EvidenceTable.ask(
            connection,
            Evidence.of(
                memory.id(), EvidenceKind.DENIED, documentId, chunkId, Times.format(Instant.now())))
        ? 1
        : 0;
  }

  /**
   * A memory was made.
   *
   * @param isNew nothing can be known of it
   */
  void made(Memory memory, boolean isNew) throws SQLException {
    if (!isNew) {
      settled(memory);
      return;
    }
    if (memory.referenceCount() != 0) {
      word(memory, null, memory.referenceCount());
    }
    for (Evidence source : sources(memory)) {
      EvidenceTable.put(connection, source);
    }
  }

  /** A memory was changed. */
  void changed(Memory before, Memory after) throws SQLException {
    long words = after.referenceCount() - before.referenceCount() - vouched;
    vouched = 0;
    if (words != 0) {
      word(after, EvidenceTable.of(connection, after.id()), words);
    }
    if (!before.sourceChunkIds().equals(after.sourceChunkIds())) {
      withSource(after);
    }
  }

  /** A memory was made to be what the log or its row says, whatever was counted before. */
  void settled(Memory memory) throws SQLException {
    List<Evidence> known = withSource(memory);
    long counted = known.stream().mapToLong(Evidence::counted).sum();
    if (counted != memory.referenceCount()) {
      word(memory, known, memory.referenceCount() - counted);
    }
  }

  /** What is known of a memory, its sources too, which it may have been given since. */
  private List<Evidence> withSource(Memory memory) throws SQLException {
    List<Evidence> known = EvidenceTable.of(connection, memory.id());
    for (Evidence source : sources(memory)) {
      if (known.stream()
          .noneMatch(
              evidence ->
                  evidence.kind().speaks() && evidence.documentId().equals(source.documentId()))) {
        EvidenceTable.put(connection, source);
        known.add(source);
      }
    }
    return known;
  }

  /** What its citations say: each document once, by the first of its chunks that is cited. */
  private Iterable<Evidence> sources(Memory memory) throws SQLException {
    if (memory.sourceChunkIds().isEmpty()) {
      return List.of();
    }
    Map<String, Evidence> sources = new LinkedHashMap<>();
    for (String chunk : memory.sourceChunkIds()) {
      // Some programs write an empty text for none.
      if (!chunk.isEmpty()) {
        String document = documentOf(chunk);
        sources.putIfAbsent(
            document,
            Evidence.of(memory.id(), EvidenceKind.SOURCE, document, chunk, memory.updatedAt()));
      }
    }
    return sources.values();
  }

  private void word(Memory memory, @Nullable List<Evidence> known, long more) throws SQLException {
    long said = 0;
    for (Evidence evidence : known == null ? List.<Evidence>of() : known) {
      said += evidence.kind() == EvidenceKind.WORD ? evidence.counted() : 0;
    }
    EvidenceTable.put(
        connection,
        new Evidence(
            memory.id(), EvidenceKind.WORD, "", null, said + more, memory.updatedAt(), null, null));
  }
}
