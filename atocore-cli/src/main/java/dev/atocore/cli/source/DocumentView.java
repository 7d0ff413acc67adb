package dev.atocore.cli.source;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.atocore.cli.RowShape;
import dev.atocore.core.SourceDocument;
import java.io.IOException;
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
  public void json(JsonGenerator json, SourceDocument document) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", document.id());
    json.writeStringField("project", document.project());
    json.writeStringField("title", document.title());
    json.writeStringField("uri", document.uri());
    json.writeStringField("content_hash", document.contentHash());
    json.writeStringField("ingested_at", document.ingestedAt());
    json.writeNumberField("chunks", document.chunks());
    json.writeEndObject();
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
