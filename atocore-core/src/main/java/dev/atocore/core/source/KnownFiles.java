package dev.atocore.core.source;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.db.Transactions;
import dev.atocore.core.text.ContentHash;
import dev.atocore.core.text.Words;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which document a file is. One that moved keeps its document: it says the same, or at least half
 * of its lines, as one whose file is gone.
 */
final class KnownFiles {
  private static final double ALIKE = 0.5;
  private static final int MOST_COMPARED = 500;
  private static final int ID_HEX_DIGITS = 16;

  private final Transactions transactions;
  private final @Nullable String project;
  private final Set<String> seen;
  private @Nullable List<SourceDocument> lost;
  private final Map<String, SourceDocument> aliases = new HashMap<>();
  private final Map<String, Set<String>> linesOfLost = new HashMap<>();

  /**
   * Files of one run.
   *
   * @param seen the addresses of all of them
   */
  KnownFiles(Transactions transactions, @Nullable String project, Set<String> seen) {
    this.transactions = transactions;
    this.project = project;
    this.seen = seen;
  }

  /** The document of that file; null when it is not known. */
  @Nullable SourceDocument find(String uri) {
    return transactions.read(
        connection -> {
          SourceDocument usual = SourceTable.findDocument(connection, id(uri, 1));
          return usual != null && uri.equals(usual.uri())
              ? usual
              : SourceTable.documentOf(connection, uri, project);
        });
  }

  /** The id of a new document of that file: its first, unless a file that moved has taken it. */
  String newId(String uri) {
    return transactions.read(
        connection -> {
          for (int copy = 1; ; copy++) {
            String id = id(uri, copy);
            if (SourceTable.findDocument(connection, id) == null) {
              return id;
            }
          }
        });
  }

  /** The document that was this file before it moved; null when there is none. Given once. */
  @Nullable SourceDocument moved(Path file, String hash, String text) {
    List<SourceDocument> candidates = lost();
    SourceDocument found = aliases.remove(real(file));
    if (found == null) {
      found = sameText(candidates, file, hash);
    }
    if (found == null && candidates.size() <= MOST_COMPARED) {
      found = alike(candidates, text);
    }
    candidates.remove(found);
    return found;
  }

  private static @Nullable SourceDocument sameText(
      List<SourceDocument> candidates, Path file, String hash) {
    SourceDocument found = null;
    for (SourceDocument candidate : candidates) {
      if (hash.equals(candidate.contentHash())) {
        boolean sameName =
            String.valueOf(candidate.uri())
                .endsWith("/" + file.toUri().getRawPath().replaceFirst(".*/", ""));
        if (found == null || sameName) {
          found = candidate;
        }
      }
    }
    return found;
  }

  private @Nullable SourceDocument alike(List<SourceDocument> candidates, String text) {
    Set<String> wanted = lines(text);
    SourceDocument best = null;
    double most = ALIKE;
    for (SourceDocument candidate : candidates) {
      Set<String> lines = linesOfLost.computeIfAbsent(candidate.id(), this::storedLines);
      long common = lines.stream().filter(wanted::contains).count();
      double likeness = common == 0 ? 0 : (double) common / Math.max(lines.size(), wanted.size());
      if (likeness >= most) {
        best = candidate;
        most = likeness;
      }
    }
    return best;
  }

  private Set<String> storedLines(String documentId) {
    return transactions.read(
        connection -> {
          Set<String> lines = new HashSet<>();
          SourceTable.texts(connection, documentId)
              .values()
              .forEach(text -> lines.addAll(lines(text.content())));
          return lines;
        });
  }

  /** Those that say something. */
  private static Set<String> lines(String text) {
    Set<String> lines = new HashSet<>();
    text.lines().map(String::strip).filter(line -> Words.all(line).size() > 1).forEach(lines::add);
    return lines;
  }

  /** The documents whose files are no longer where they were. */
  private List<SourceDocument> lost() {
    List<SourceDocument> found = lost;
    if (found == null) {
      found = new ArrayList<>();
      for (SourceDocument document : transactions.read(this::files)) {
        Path path = path(document);
        if (path != null && !seen.contains(document.uri())) {
          if (Files.notExists(path)) {
            found.add(document);
          } else {
            // The same file by another name, as through a link.
            aliases.put(real(path), document);
          }
        }
      }
      lost = found;
    }
    return found;
  }

  private List<SourceDocument> files(StoreConnection connection) throws SQLException {
    return SourceTable.files(connection, project);
  }

  /** Where it lies; null when that is no path here. */
  static @Nullable Path path(SourceDocument document) {
    try {
      return Path.of(URI.create(String.valueOf(document.uri())));
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toString();
    }
  }

  private String id(String uri, int copy) {
    String place = (project == null ? "" : project) + "\n" + uri + (copy == 1 ? "" : "\n" + copy);
    return "doc-" + ContentHash.of(place).substring(0, ID_HEX_DIGITS);
  }
}
