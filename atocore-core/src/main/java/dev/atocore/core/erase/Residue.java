package dev.atocore.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for erased texts in the bytes of a file. Pieces of each are looked for, because a long text
 * lies in several pages and an image escapes quotes and line breaks.
 */
final class Residue {
  /** Shorter pieces turn up by chance. */
  private static final int SHORTEST = 8;

  private static final int LONGEST = 48;
  private static final int KEY = 4;

  private static final List<Place> PLACES =
      List.of(
          new Place(
              "memories.content", ResidueSql.MEMORIES_CONTENT, ResidueSql.MEMORIES_CONTENT_HAS),
          new Place(
              "memories.metadata", ResidueSql.MEMORIES_METADATA, ResidueSql.MEMORIES_METADATA_HAS),
          new Place(
              "memory_audit.before_json",
              ResidueSql.MEMORY_AUDIT_BEFORE_JSON,
              ResidueSql.MEMORY_AUDIT_BEFORE_JSON_HAS),
          new Place(
              "memory_audit.after_json",
              ResidueSql.MEMORY_AUDIT_AFTER_JSON,
              ResidueSql.MEMORY_AUDIT_AFTER_JSON_HAS),
          new Place(
              "memory_audit.note", ResidueSql.MEMORY_AUDIT_NOTE, ResidueSql.MEMORY_AUDIT_NOTE_HAS),
          new Place(
              "source_chunks.content",
              ResidueSql.SOURCE_CHUNKS_CONTENT,
              ResidueSql.SOURCE_CHUNKS_CONTENT_HAS),
          new Place(
              "source_documents.title",
              ResidueSql.SOURCE_DOCUMENTS_TITLE,
              ResidueSql.SOURCE_DOCUMENTS_TITLE_HAS),
          new Place(
              "project_state.value",
              ResidueSql.PROJECT_STATE_VALUE,
              ResidueSql.PROJECT_STATE_VALUE_HAS));

  /** An expression of more parts is refused by SQLite. */
  private static final int MOST_ASKED = 200;

  private final Set<String> pieces = new LinkedHashSet<>();
  private final boolean[] begins = new boolean[1 << 16];
  private final Map<Integer, List<byte[]>> byFirstBytes = new HashMap<>();
  private final Set<String> erased;
  private final int texts;

  Residue(List<String> erased) {
    this.erased = Set.copyOf(erased);
    int searched = 0;
    for (String text : erased) {
      searched += add(text) ? 1 : 0;
    }
    texts = searched;
  }

  /** Whether a text is one of them, has a piece of one in it, or is the beginning of one. */
  boolean isIn(String text) {
    if (erased.contains(text) || pieces.stream().anyMatch(text::contains)) {
      return true;
    }
    String begun = text.endsWith("…") ? text.substring(0, text.length() - 1).strip() : "";
    return begun.length() >= SHORTEST && erased.stream().anyMatch(one -> one.contains(begun));
  }

  /** How many of the texts are looked for. */
  int size() {
    return texts;
  }

  /** Whether a piece of any of them is in the file. */
  boolean isIn(Path file) {
    if (pieces.isEmpty()) {
      return false;
    }
    byte[] window = new byte[1 << 20];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      int kept = 0;
      while (true) {
        int read = in.readNBytes(window, kept, window.length - kept);
        int end = kept + read;
        if (contains(window, end)) {
          return true;
        }
        if (read == 0 || end < window.length) {
          return false;
        }
        kept = LONGEST;
        System.arraycopy(window, end - kept, window, 0, kept);
      }
    } catch (IOException e) {
      throw new StoreException(
          "store_unwritable", "the store " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The rows, other than that memory's, in which a piece still stands. */
  List<String> whereIn(StoreConnection connection, String memoryId) throws SQLException {
    List<String> asked = pieces.stream().limit(MOST_ASKED).toList();
    List<String> places = new ArrayList<>();
    for (Place place : PLACES) {
      try (PreparedStatement select =
          new Query(place.rows(), memoryId).andAny(place.has(), asked).prepare(connection.sql())) {
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            places.add(place.name() + " of " + rows.getString(1));
          }
        }
      }
    }
    return places;
  }

  private boolean contains(byte[] window, int end) {
    for (int i = 0; i + SHORTEST <= end; i++) {
      List<byte[]> candidates =
          begins[(window[i] & 0xff) << 8 | (window[i + 1] & 0xff)]
              ? byFirstBytes.get(key(window, i))
              : null;
      if (candidates != null) {
        for (byte[] piece : candidates) {
          if (i + piece.length <= end
              && Arrays.equals(window, i, i + piece.length, piece, 0, piece.length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Takes up to three pieces of a text. */
  private boolean add(String text) {
    List<String> runs = new ArrayList<>();
    for (String run : text.split("[\"\\\\\\p{Cntrl}]", -1)) {
      if (run.getBytes(UTF_8).length >= SHORTEST) {
        runs.add(run);
      }
    }
    if (runs.isEmpty()) {
      return false;
    }
    for (int i : new int[] {0, runs.size() / 2, runs.size() - 1}) {
      addPiece(runs.get(i));
    }
    return true;
  }

  private void addPiece(String run) {
    int end = run.length();
    while (run.substring(0, end).getBytes(UTF_8).length > LONGEST) {
      end = run.offsetByCodePoints(end, -1);
    }
    String piece = run.substring(0, end);
    if (pieces.add(piece)) {
      byte[] bytes = piece.getBytes(UTF_8);
      byFirstBytes.computeIfAbsent(key(bytes, 0), k -> new ArrayList<>()).add(bytes);
      begins[(bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)] = true;
    }
  }

  private static int key(byte[] bytes, int from) {
    int key = 0;
    for (int i = 0; i < KEY; i++) {
      key = key << 8 | (bytes[from + i] & 0xff);
    }
    return key;
  }

  /** A column in which a text may remain. */
  private record Place(String name, ResidueSql rows, ResidueSql has) {}
}
