package dev.atocore.cli.command.source;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.source.SourceDocument;
import org.jspecify.annotations.Nullable;

/** How documents look as rows of a list. */
final class DocumentView extends RowShape<SourceDocument> {
  static final DocumentView ROWS = new DocumentView();

  private DocumentView() {
    super(
        "documents",
        "ID=id,PROJECT=project,CHUNKS=chunks,INGESTED=ingested_at,TITLE=title,URI=uri",
        "id,project,title,uri,content_hash,ingested_at,chunks");
  }

  @Override
  public @Nullable Object[] csv(SourceDocument document) {
    return row(
        document.id(),
        document.project(),
        document.title(),
        document.uri(),
        document.contentHash(),
        document.ingestedAt(),
        document.chunks());
  }
}
