package dev.atocore.core.guard;

import dev.atocore.core.access.Scope;
import dev.atocore.core.source.SourceChunk;
import dev.atocore.core.source.SourceDocument;
import dev.atocore.core.source.Sources;
import java.util.List;
import java.util.Optional;

/**
 * The documents and chunks that a principal sees: those of their projects. Documents are no user's,
 * so who is bound to one sees none. Thread-safe.
 */
public final class GuardedSources {
  private final Sources sources;
  private final Scope scope;

  /** Those of a part of a store. */
  public GuardedSources(Sources sources, Scope scope) {
    this.sources = sources;
    this.scope = scope;
  }

  /** The documents in order of their ids. */
  public List<SourceDocument> list() {
    return sources.list(null).stream().filter(this::sees).toList();
  }

  /** The document with that id, if there is one; without the number of its chunks. */
  public Optional<SourceDocument> document(String id) {
    return sources.document(id).filter(this::sees);
  }

  /** The chunk with that id, if there is one. */
  public Optional<SourceChunk> chunk(String id) {
    return scope.bound()
        ? sources.chunk(id).filter(chunk -> document(chunk.documentId()).isPresent())
        : sources.chunk(id);
  }

  private boolean sees(SourceDocument document) {
    return scope.holds(document.project(), null);
  }
}
