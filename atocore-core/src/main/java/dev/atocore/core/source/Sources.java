package dev.atocore.core.source;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.error.NotFoundException;
import dev.atocore.core.refusal.RefusalKeys;
import dev.atocore.core.source.SourceImportReport.LineError;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The documents and chunks that memories are drawn from. Thread-safe. */
public final class Sources {
  private final Transactions transactions;
  private final RefusalKeys refusals;

  @SuppressWarnings("exports") // For the modules of a store alone, as module-info says.
  public Sources(Transactions transactions, RefusalKeys refusals) {
    this.transactions = transactions;
    this.refusals = refusals;
  }

  /**
   * Reads Markdown and text files, and folders of them, into documents and chunks. Unchanged files
   * are skipped; of a changed one, only the changed chunks are new. A file that cannot be read is
   * reported and does not stop the others.
   *
   * @param project the project of the documents, registered on first use; null for none
   * @throws NotFoundException if a path does not exist; then nothing was read
   */
  public IngestReport ingest(List<Path> paths, @Nullable String project) {
    return ingest(paths, List.of(), project, new ParagraphChunker());
  }

  /**
   * The same, with the texts cut by {@code chunker} and not only at headings and blank lines.
   *
   * @param excluded patterns as in .gitignore of what is left out, besides the files named {@code
   *     .atocoreignore}
   */
  public IngestReport ingest(
      List<Path> paths, List<String> excluded, @Nullable String project, Chunker chunker) {
    return new SourceIngest(transactions, refusals, chunker).run(paths, excluded, project);
  }

  /**
   * Takes in NDJSON lines of the kinds {@code document} and {@code chunk}. A bad line is told and
   * does not stop the others.
   *
   * @param refused told each bad line, once the good ones around it are committed
   */
  public SourceImportReport importNdjson(InputStream in, Consumer<LineError> refused) {
    return new SourceImport(transactions, refusals).run(in, refused);
  }

  /** The documents in order of their ids; of all projects when {@code project} is null. */
  public List<SourceDocument> list(@Nullable String project) {
    List<SourceDocument> documents = new ArrayList<>();
    list(project, documents::add);
    return documents;
  }

  /** The same, one at a time as they are read. */
  public void list(@Nullable String project, Consumer<SourceDocument> each) {
    transactions.read(
        connection -> {
          SourceTable.forEachDocument(connection, project, each);
          return true;
        });
  }

  /**
   * Removes a document and its chunks. Memories that cite them stay as they are, and the integrity
   * check tells of them.
   *
   * @return how many chunks went with it
   */
  public long remove(String documentId) {
    long removed =
        transactions.write(connection -> SourceTable.deleteDocument(connection, documentId));
    if (removed < 0) {
      throw new NotFoundException("there is no document " + TextRules.quote(documentId));
    }
    return removed;
  }

  /** The document with that id, if there is one; without the number of its chunks. */
  public Optional<SourceDocument> document(String id) {
    return transactions.read(
        connection -> Optional.ofNullable(SourceTable.findDocument(connection, id)));
  }

  /** The chunk with that id, if there is one. */
  public Optional<SourceChunk> chunk(String id) {
    return transactions.read(
        connection -> Optional.ofNullable(SourceTable.findChunk(connection, id)));
  }

  /**
   * The seq of the last chunk that an extractor has read, as the nightly job keeps it; 0 when none
   * was.
   *
   * @throws InvalidInputException if what is kept is no number
   */
  public long extractedUpTo() {
    return transactions.read(ExtractedUpTo::read);
  }

  /**
   * Chunks in the order of ingestion, one at a time.
   *
   * @param afterSeq only those ingested after the chunk with this seq; 0 for all
   * @param since only those ingested at or after this; null for all
   * @param project only those of this project; null for all
   */
  public void chunks(
      long afterSeq,
      @Nullable Instant since,
      @Nullable String project,
      Consumer<SourceChunk> each) {
    Query query =
        new Query(SourceSql.CHUNKS)
            .and(SourceSql.CHUNKS_AFTER, afterSeq)
            .andIf(SourceSql.CHUNKS_SINCE, since == null ? null : Times.format(since))
            .andIf(SourceSql.DOCUMENTS_OF_PROJECT, project);
    transactions.read(
        connection -> {
          SourceTable.forEachChunk(connection, query, each);
          return true;
        });
  }
}
