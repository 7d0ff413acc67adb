package dev.atocore.core.source;

import dev.atocore.core.db.InSlices;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.memory.EvidenceTable;
import dev.atocore.core.memory.MemoryTable;
import dev.atocore.core.memory.StoredMemory;
import dev.atocore.core.model.Evidence;
import dev.atocore.core.model.EvidenceKind;
import dev.atocore.core.model.MemoryStatus;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents of the folders that were read whose files are gone: each living memory that was drawn
 * from one is a question, until the file is back or a person has looked.
 */
final class MissingFiles {
  private final Transactions transactions;

  MissingFiles(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Notes them.
   *
   * @param folders what was read
   * @param seen the addresses of the files that were found
   * @return the documents whose files are gone
   */
  List<SourceDocument> note(List<Path> folders, @Nullable String project, Set<String> seen) {
    Set<String> roots = roots(folders);
    if (roots.isEmpty()) {
      return List.of();
    }
    Known known =
        transactions.read(
            connection ->
                new Known(
                    SourceTable.files(connection, project),
                    EvidenceTable.documentsOf(connection, EvidenceKind.GONE)));
    List<SourceDocument> gone = new ArrayList<>();
    Set<String> back = new HashSet<>();
    for (SourceDocument document : known.documents()) {
      String uri = String.valueOf(document.uri());
      if (seen.contains(uri)) {
        back.add(document.id());
      } else if (roots.stream().anyMatch(uri::startsWith)) {
        Path path = KnownFiles.path(document);
        if (path != null && Files.notExists(path)) {
          gone.add(document);
        }
      }
    }
    back.retainAll(known.asked());
    List<SourceDocument> news =
        gone.stream().filter(document -> !known.asked().contains(document.id())).toList();
    forEach(List.copyOf(back), MissingFiles::forget);
    forEach(news.stream().map(SourceDocument::id).toList(), MissingFiles::ask);
    return gone;
  }

  private void forEach(List<String> documentIds, OfDocument work) {
    InSlices.run(
        documentIds,
        some ->
            transactions.write(
                connection -> {
                  List<String> done = new ArrayList<>();
                  for (String id : some) {
                    work.run(connection, id);
                    done.add(id);
                    if (connection.isSliceOver()) {
                      break;
                    }
                  }
                  return done;
                }),
        done -> {});
  }

  /** What is done about one document. */
  @FunctionalInterface
  private interface OfDocument {
    void run(StoreConnection connection, String documentId) throws SQLException;
  }

  private record Known(List<SourceDocument> documents, List<String> asked) {}

  private static void ask(StoreConnection connection, String documentId) throws SQLException {
    String now = Times.format(Instant.now());
    for (Evidence evidence : EvidenceTable.ofDocument(connection, documentId)) {
      StoredMemory stored = MemoryTable.find(connection, evidence.memoryId());
      MemoryStatus status = stored == null ? null : MemoryStatus.of(stored.memory().status());
      if (evidence.kind() == EvidenceKind.SOURCE && status != null && status.living()) {
        EvidenceTable.ask(
            connection,
            Evidence.of(
                evidence.memoryId(), EvidenceKind.GONE, documentId, evidence.chunkId(), now));
      }
    }
  }

  private static void forget(StoreConnection connection, String documentId) throws SQLException {
    for (Evidence evidence : EvidenceTable.ofDocument(connection, documentId)) {
      if (evidence.kind() == EvidenceKind.GONE) {
        EvidenceTable.remove(connection, evidence);
      }
    }
  }

  /** The beginnings of the addresses of what lies in a folder, by each of its names. */
  private static Set<String> roots(List<Path> folders) {
    Set<String> roots = new HashSet<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        roots.add(folder.toAbsolutePath().normalize().toUri().toString());
        try {
          roots.add(folder.toRealPath().toUri().toString());
        } catch (IOException e) {
          // It is known by its one name.
        }
      }
    }
    return roots;
  }
}
