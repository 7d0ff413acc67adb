package dev.atocore.cli.command.source;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.source.SourceChunk;
import org.jspecify.annotations.Nullable;

/** How chunks look as rows of a list. */
final class ChunkView implements RowShape<SourceChunk> {
  static final ChunkView ROWS = new ChunkView();

  private ChunkView() {}

  @Override
  public String plural() {
    return "chunks";
  }

  @Override
  public String[] titles() {
    return new String[] {"SEQ", "ID", "DOCUMENT", "N", "PROJECT", "CONTENT"};
  }

  @Override
  public @Nullable String[] cells(SourceChunk chunk) {
    return new @Nullable String[] {
      Long.toString(chunk.seq()),
      chunk.id(),
      chunk.documentId(),
      Long.toString(chunk.ordinal()),
      chunk.project(),
      chunk.content()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {
      "seq", "id", "document_id", "project", "title", "uri", "ordinal", "content", "created_at"
    };
  }

  @Override
  public @Nullable Object[] csv(SourceChunk chunk) {
    return new @Nullable Object[] {
      chunk.seq(),
      chunk.id(),
      chunk.documentId(),
      chunk.project(),
      chunk.title(),
      chunk.uri(),
      chunk.ordinal(),
      chunk.content(),
      chunk.createdAt()
    };
  }

  @Override
  public String id(SourceChunk chunk) {
    return chunk.id();
  }
}
