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
        "ID,PROJECT,CHUNKS,INGESTED,TITLE,URI",
        "id,project,title,uri,content_hash,ingested_at,chunks");
  }

  @Override
  public @Nullable Object[] cells(SourceDocument document) {
    return row(
        document.id(),
        document.project(),
        document.chunks(),
        document.ingestedAt(),
        document.title(),
        document.uri());
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
