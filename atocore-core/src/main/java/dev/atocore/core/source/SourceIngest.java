package dev.atocore.core.source;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.model.Memory;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.source.IngestReport.IngestedDocument;
import dev.atocore.core.source.IngestReport.Outcome;
import dev.atocore.core.state.ProjectTable;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into documents and chunks. A document is known by its file and project, stays the
 * same when its file moves, and is read again only when its text changed. A chunk that an edit left
 * alone keeps its id, and so does one that still holds what memories cite.
 */
final class SourceIngest {
  private static final int MAX_TITLE = 500;

  private final Transactions transactions;
  private final RefusalKeys refusals;
  private final Chunker chunker;

  SourceIngest(Transactions transactions, RefusalKeys refusals, Chunker chunker) {
    this.transactions = transactions;
    this.refusals = refusals;
    this.chunker = chunker;
  }

  IngestReport run(List<Path> paths, List<String> excluded, @Nullable String project) {
    TextRules.requireName("project", project);
    SourceFiles sources = new SourceFiles(excluded);
    Map<Path, @Nullable String> files = new TreeMap<>();
    for (Path path : paths) {
      Map<Path, @Nullable String> found = sources.below(path);
      files.putAll(found);
      String error = found.isEmpty() ? emptied(path, project) : null;
      if (error != null) {
        files.put(path.toAbsolutePath().normalize(), error);
      }
    }
    Set<String> seen = new HashSet<>();
    files.keySet().forEach(file -> seen.add(file.toUri().toString()));
    KnownFiles known = new KnownFiles(transactions, project, seen);
    List<IngestedDocument> documents = new ArrayList<>();
    files.forEach(
        (file, error) ->
            documents.add(error == null ? read(file, project, known) : failed(file, error)));
    for (SourceDocument gone : new MissingFiles(transactions).note(paths, project, seen)) {
      documents.add(
          new IngestedDocument(gone.id(), String.valueOf(gone.uri()), Outcome.GONE, 0, 0, 0, null));
    }
    return new IngestReport(documents);
  }

  /** A folder without files in which there were some: it may not be mounted, or have moved. */
  private @Nullable String emptied(Path path, @Nullable String project) {
    Path root = path.toAbsolutePath().normalize();
    String below = root.toUri().toString();
    long were =
        transactions.read(connection -> SourceTable.documents(connection, project)).stream()
            .filter(document -> String.valueOf(document.uri()).startsWith(below))
            .count();
    return were == 0 ? null : "has no Markdown or text file, and " + were + " came from it before";
  }

  private IngestedDocument read(Path file, @Nullable String project, KnownFiles files) {
    String text;
    try {
      text = SourceText.of(file);
    } catch (InvalidInputException e) {
      return failed(file, String.valueOf(e.getMessage()));
    }
    String uri = file.toUri().toString();
    String hash = ContentHash.of(text);
    // Most files of a nightly run are unchanged: find that out without taking the write lock.
    SourceDocument known = files.find(uri);
    if (known != null && hash.equals(known.contentHash())) {
      return new IngestedDocument(known.id(), uri, Outcome.UNCHANGED, 0, 0, 0, null);
    }
    SourceDocument moved = known == null ? files.moved(file, hash, text) : null;
    Outcome outcome =
        known != null ? Outcome.CHANGED : moved != null ? Outcome.MOVED : Outcome.ADDED;
    String id = known != null ? known.id() : moved != null ? moved.id() : files.newId(uri);
    String said =
        text.startsWith("\uFEFF") ? text.substring(1) : text; // A byte order mark is no text.
    List<String> chunks = chunker.chunks(said);
    return transactions.write(
        connection -> {
          List<String> texts = withoutErased(connection, chunks);
          int erased = 0;
          for (int i = 0; i < texts.size(); i++) {
            erased += texts.get(i).equals(chunks.get(i)) ? 0 : 1;
          }
          SourceDocument document =
              new SourceDocument(
                  id, project, title(texts, file), uri, hash, Times.format(Instant.now()), 0);
          return write(connection, document, texts, outcome, erased);
        });
  }

  /** The texts, those that were erased with a memory as they are in the store. */
  private List<String> withoutErased(StoreConnection connection, List<String> texts)
      throws SQLException {
    List<String> kept = new ArrayList<>(texts.size());
    for (String text : texts) {
      kept.add(refusals.refusesChunk(connection, text) ? Memory.REDACTED : text);
    }
    return kept;
  }

  private static IngestedDocument write(
      StoreConnection connection,
      SourceDocument document,
      List<String> texts,
      Outcome outcome,
      int erased)
      throws SQLException {
    String project = document.project();
    if (project != null) {
      ProjectTable.register(connection, project);
    }
    SourceTable.putDocument(connection, document);
    Rechunking chunks = new Rechunking(connection, document.id(), texts);
    Set<String> removed = chunks.removed();
    for (String gone : removed) {
      SourceTable.deleteChunk(connection, gone);
    }
    int added = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (chunks.isNew(i)) {
        SourceTable.insertChunk(connection, chunks.id(i), document.id(), i, texts.get(i));
        added++;
      } else if (chunks.ordinalBefore(i) != i) {
        SourceTable.moveChunk(connection, chunks.id(i), i);
      }
    }
    chunks.followCitations(connection, document.ingestedAt());
    return new IngestedDocument(
        document.id(),
        String.valueOf(document.uri()),
        outcome,
        added,
        removed.size(),
        erased,
        null);
  }

  /** The first heading of the first rank: it starts a chunk. */
  private static String title(Iterable<String> chunks, Path file) {
    for (String chunk : chunks) {
      if (chunk.startsWith("# ")) {
        String heading = chunk.lines().findFirst().orElse("").substring(2).strip();
        if (heading.length() <= MAX_TITLE) {
          return heading;
        }
      }
    }
    return String.valueOf(file.getFileName());
  }

  private static IngestedDocument failed(Path file, String error) {
    return new IngestedDocument("", file.toUri().toString(), Outcome.FAILED, 0, 0, 0, error);
  }
}
