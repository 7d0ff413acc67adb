package dev.atocore.core.source;

import dev.atocore.core.db.InSlices;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.source.SourceImportReport.LineError;
import dev.atocore.core.state.ProjectTable;
import dev.atocore.core.text.JsonFields;
import dev.atocore.core.text.NdjsonReader;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents and chunks in from NDJSON, up to 500 lines a transaction. A line that is there
 * already changes nothing.
 */
final class SourceImport {
  private static final int BATCH = 500;
  private static final int MAX_CHUNK_CHARACTERS = 256 * 1024;

  private final Transactions transactions;
  private final RefusalKeys refusals;

  SourceImport(Transactions transactions, RefusalKeys refusals) {
    this.transactions = transactions;
    this.refusals = refusals;
  }

  SourceImportReport run(InputStream in, Consumer<LineError> refused) {
    NdjsonReader reader = new NdjsonReader(in);
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    long lines = 0;
    long failed = 0;
    while (true) {
      List<NdjsonReader.Line> batch = reader.nextBatch(BATCH);
      if (batch.isEmpty()) {
        long redacted = counts.getOrDefault(Outcome.REDACTED, 0L);
        return new SourceImportReport(
            lines,
            counts.getOrDefault(Outcome.DOCUMENT, 0L),
            counts.getOrDefault(Outcome.CHUNK, 0L) + redacted,
            counts.getOrDefault(Outcome.UNCHANGED, 0L),
            redacted,
            failed);
      }
      List<LineError> errors = new ArrayList<>();
      InSlices.run(
          batch,
          some -> transactions.write(connection -> take(connection, some)),
          taken -> {
            if (taken.error() != null) {
              errors.add(taken.error());
            } else {
              counts.merge(taken.outcome(), 1L, Long::sum);
            }
          });
      lines += batch.size();
      failed += errors.size();
      errors.forEach(refused);
    }
  }

  private List<Taken> take(StoreConnection connection, List<NdjsonReader.Line> lines)
      throws SQLException {
    List<Taken> taken = new ArrayList<>(lines.size());
    for (NdjsonReader.Line line : lines) {
      try {
        taken.add(new Taken(take(connection, line.fields()), null));
      } catch (InvalidInputException | NotFoundException e) {
        taken.add(
            new Taken(
                Outcome.UNCHANGED, new LineError(line.number(), String.valueOf(e.getMessage()))));
      }
      if (connection.isSliceOver()) {
        break;
      }
    }
    return taken;
  }

  private Outcome take(StoreConnection connection, JsonFields fields) throws SQLException {
    String kind = fields.requiredText("kind");
    String id = fields.requiredText("id");
    TextRules.requireName("id", id);
    return switch (kind) {
      case "document" -> document(connection, id, fields);
      case "chunk" -> chunk(connection, id, fields);
      default ->
          throw new InvalidInputException(
              "unknown kind " + TextRules.quote(kind) + "; use document or chunk");
    };
  }

  private static Outcome document(StoreConnection connection, String id, JsonFields fields)
      throws SQLException {
    String project = optional(fields, "project");
    String title = optional(fields, "title");
    String uri = optional(fields, "uri");
    SourceDocument known = SourceTable.findDocument(connection, id);
    if (known != null
        && Objects.equals(known.project(), project)
        && Objects.equals(known.title(), title)
        && Objects.equals(known.uri(), uri)) {
      return Outcome.UNCHANGED;
    }
    String now = Times.format(Instant.now());
    if (project != null) {
      ProjectTable.register(connection, project);
    }
    SourceTable.putDocument(connection, new SourceDocument(id, project, title, uri, null, now, 0));
    return Outcome.DOCUMENT;
  }

  private Outcome chunk(StoreConnection connection, String id, JsonFields fields)
      throws SQLException {
    String documentId = fields.requiredText("document_id");
    String given = fields.requiredText("content");
    String content = refusals.refusesChunk(connection, given) ? Memory.REDACTED : given;
    long ordinal = fields.wholeNumber("ordinal", 0);
    TextRules.requireStorable("content", content);
    if (content.length() > MAX_CHUNK_CHARACTERS) {
      throw new InvalidInputException(
          "content is longer than " + MAX_CHUNK_CHARACTERS + " characters");
    }
    if (SourceTable.findDocument(connection, documentId) == null) {
      throw new NotFoundException(
          "there is no document " + TextRules.quote(documentId) + "; its line must come first");
    }
    SourceChunk known = SourceTable.findChunk(connection, id);
    if (known != null && !known.documentId().equals(documentId)) {
      throw new InvalidInputException(
          "chunk "
              + TextRules.quote(id)
              + " is of document "
              + TextRules.quote(known.documentId())
              + " already; ids of chunks are unique in a store: put the document's id before it,"
              + " as in "
              + TextRules.quote(documentId + "#" + id));
    }
    if (known != null) {
      if (known.content().equals(content)
          && known.documentId().equals(documentId)
          && known.ordinal() == ordinal) {
        return Outcome.UNCHANGED;
      }
      // A changed chunk is a new one to whoever follows the order of ingestion.
      SourceTable.deleteChunk(connection, id);
    }
    SourceTable.insertChunk(connection, id, documentId, ordinal, content);
    return content.equals(given) ? Outcome.CHUNK : Outcome.REDACTED;
  }

  private static @Nullable String optional(JsonFields fields, String name) {
    String text = fields.text(name);
    TextRules.requireName(name, text);
    return text;
  }

  /** What became of a line, unless it was refused. */
  private record Taken(Outcome outcome, @Nullable LineError error) {}

  private enum Outcome {
    DOCUMENT,
    CHUNK,
    /** A chunk that was erased with a memory before. */
    REDACTED,
    UNCHANGED
  }
}
