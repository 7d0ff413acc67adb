package dev.atocore.cli.command.source;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.source.SourceChunk;
import org.jspecify.annotations.Nullable;

/** How chunks look as rows of a list. */
final class ChunkView extends RowShape<SourceChunk> {
  static final ChunkView ROWS = new ChunkView();

  private ChunkView() {
    super(
        "chunks",
        "SEQ=seq,ID=id,DOCUMENT=document_id,N=ordinal,PROJECT=project,CONTENT=content",
        "seq,id,document_id,project,title,uri,ordinal,content,created_at");
  }

  @Override
  public @Nullable Object[] csv(SourceChunk chunk) {
    return row(
        chunk.seq(),
        chunk.id(),
        chunk.documentId(),
        chunk.project(),
        chunk.title(),
        chunk.uri(),
        chunk.ordinal(),
        chunk.content(),
        chunk.createdAt());
  }

  @Override
  public String id(SourceChunk chunk) {
    return chunk.id();
  }
}
