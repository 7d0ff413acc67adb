package dev.atocore.core.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.source.IngestReport.IngestedDocument;
import dev.atocore.core.source.IngestReport.Outcome;
import dev.atocore.core.state.ProjectTable;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.TextRules;
import dev.atocore.core.text.Times;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads files into documents and chunks. A document is known by its file and project, and read
 * again only when its text changed. A chunk's id holds a hash of its text, so a chunk that an edit
 * left alone keeps its id and stays what memories cite.
 */
final class SourceIngest {
  private static final long MAX_FILE_BYTES = 16L * 1024 * 1024;
  private static final int ID_HEX_DIGITS = 16;
  private static final int MAX_TITLE = 500;

  private final Transactions transactions;
  private final Chunker chunker;

  SourceIngest(Transactions transactions, Chunker chunker) {
    this.transactions = transactions;
    this.chunker = chunker;
  }

  IngestReport run(List<Path> paths, @Nullable String project) {
    TextRules.requireName("project", project);
    List<IngestedDocument> documents = new ArrayList<>();
    for (SourceFiles.SourceFile file : SourceFiles.find(paths)) {
      String error = file.error();
      documents.add(error == null ? read(file.path(), project) : failed(file.path(), error));
    }
    return new IngestReport(documents);
  }

  private IngestedDocument read(Path file, @Nullable String project) {
    String text;
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        return failed(file, "is larger than 16 MiB");
      }
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      TextRules.requireStorable("the file", text);
    } catch (CharacterCodingException e) {
      return failed(file, "is not valid UTF-8");
    } catch (InvalidInputException e) {
      return failed(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(file, "cannot be read: " + e.getMessage());
    }
    String uri = file.toUri().toString();
    String id =
        "doc-"
            + ContentHash.of((project == null ? "" : project) + "\n" + uri)
                .substring(0, ID_HEX_DIGITS);
    String hash = ContentHash.of(text);
    // Most files of a nightly run are unchanged: find that out without taking the write lock.
    SourceDocument known =
        transactions.read(connection -> SourceTable.findDocument(connection, id));
    if (known != null && hash.equals(known.contentHash())) {
      return new IngestedDocument(id, uri, Outcome.UNCHANGED, 0, 0, null);
    }
    String said =
        text.startsWith("\uFEFF") ? text.substring(1) : text; // A byte order mark is no text.
    Map<String, String> chunks = chunks(id, said);
    SourceDocument document =
        new SourceDocument(
            id, project, title(chunks.values(), file), uri, hash, Times.format(Instant.now()), 0);
    return transactions.write(connection -> write(connection, document, chunks));
  }

  private static IngestedDocument write(
      StoreConnection connection, SourceDocument document, Map<String, String> chunks)
      throws SQLException {
    String project = document.project();
    if (project != null) {
      ProjectTable.register(connection, project);
    }
    boolean known = SourceTable.findDocument(connection, document.id()) != null;
    SourceTable.putDocument(connection, document);
    Map<String, Long> old = SourceTable.ordinals(connection, document.id());
    long ordinal = 0;
    int added = 0;
    for (Map.Entry<String, String> chunk : chunks.entrySet()) {
      Long place = old.remove(chunk.getKey());
      if (place == null) {
        SourceTable.insertChunk(
            connection, chunk.getKey(), document.id(), ordinal, chunk.getValue());
        added++;
      } else if (place != ordinal) {
        SourceTable.moveChunk(connection, chunk.getKey(), ordinal);
      }
      ordinal++;
    }
    for (String gone : old.keySet()) {
      SourceTable.deleteChunk(connection, gone);
    }
    return new IngestedDocument(
        document.id(),
        String.valueOf(document.uri()),
        known ? Outcome.CHANGED : Outcome.ADDED,
        added,
        old.size(),
        null);
  }

  private Map<String, String> chunks(String documentId, String text) {
    Map<String, String> chunks = new LinkedHashMap<>();
    for (String chunk : chunker.chunks(text)) {
      String id = documentId + "#" + ContentHash.of(chunk).substring(0, ID_HEX_DIGITS);
      String free = id;
      for (int copy = 2; chunks.containsKey(free); copy++) {
        free = id + "-" + copy;
      }
      chunks.put(free, chunk);
    }
    return chunks;
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
    return new IngestedDocument("", file.toUri().toString(), Outcome.FAILED, 0, 0, error);
  }
}
