package dev.atocore.cli.command.source;

import dev.atocore.cli.out.RowShape;
import dev.atocore.core.source.SourceDocument;
import org.jspecify.annotations.Nullable;

/** How documents look as rows of a list. */
final class DocumentView implements RowShape<SourceDocument> {
  static final DocumentView ROWS = new DocumentView();

  private DocumentView() {}

  @Override
  public String plural() {
    return "documents";
  }

  @Override
  public String[] titles() {
    return new String[] {"ID", "PROJECT", "CHUNKS", "INGESTED", "TITLE", "URI"};
  }

  @Override
  public @Nullable String[] cells(SourceDocument document) {
    return new @Nullable String[] {
      document.id(),
      document.project(),
      Long.toString(document.chunks()),
      document.ingestedAt(),
      document.title(),
      document.uri()
    };
  }

  @Override
  public String[] csvNames() {
    return new String[] {"id", "project", "title", "uri", "content_hash", "ingested_at", "chunks"};
  }

  @Override
  public @Nullable Object[] csv(SourceDocument document) {
    return new @Nullable Object[] {
      document.id(),
      document.project(),
      document.title(),
      document.uri(),
      document.contentHash(),
      document.ingestedAt(),
      document.chunks()
    };
  }

  @Override
  public String id(SourceDocument document) {
    return document.id();
  }
}
