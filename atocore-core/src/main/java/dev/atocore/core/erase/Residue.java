package dev.atocore.core.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.StoreException;
import dev.atocore.core.text.TextRules;
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
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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

  /** Some four million bits: of the places in a file, few are looked at more closely. */
  private static final int SIEVE_BITS = 22;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final List<Place> PLACES =
      List.of(
          new Place("memories.content", ResidueSql.MEMORIES_CONTENT),
          new Place("memories.metadata", ResidueSql.MEMORIES_METADATA),
          new Place("memory_audit.before_json", ResidueSql.MEMORY_AUDIT_BEFORE_JSON),
          new Place("memory_audit.after_json", ResidueSql.MEMORY_AUDIT_AFTER_JSON),
          new Place("memory_audit.note", ResidueSql.MEMORY_AUDIT_NOTE),
          new Place("source_chunks.content", ResidueSql.SOURCE_CHUNKS_CONTENT),
          new Place("source_documents.title", ResidueSql.SOURCE_DOCUMENTS_TITLE),
          new Place("project_state.value", ResidueSql.PROJECT_STATE_VALUE),
          new Place("recall.query", ResidueSql.RECALL_QUERY));

  /** So many rows of a place are named. */
  private static final int SHOWN = 5;

  private final Set<String> pieces = new LinkedHashSet<>();
  private final BitSet sieve = new BitSet(1 << SIEVE_BITS);

  /** By their last bytes: texts of one kind often begin alike. */
  private final Map<Long, List<byte[]>> byLastBytes = new HashMap<>();

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
    byte[] bytes = text.getBytes(UTF_8);
    if (erased.contains(text) || contains(bytes, bytes.length)) {
      return true;
    }
    String begun = text.endsWith("…") ? text.substring(0, text.length() - 1).strip() : "";
    return begun.length() >= SHORTEST && erased.stream().anyMatch(one -> one.contains(begun));
  }

  /** The same of a line of a log, which may be one line of an erased text. */
  boolean isInLine(String line) {
    String said = line.strip();
    return isIn(line)
        || (said.length() >= SHORTEST && erased.stream().anyMatch(one -> one.contains(said)));
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

  /** The rows, other than those of these memories, in which a piece still stands. */
  List<String> whereIn(StoreConnection connection, Collection<String> memoryIds)
      throws SQLException {
    Set<String> own = new HashSet<>(memoryIds);
    List<String> places = new ArrayList<>();
    for (Place place : PLACES) {
      int shown = 0;
      try (PreparedStatement select = new Query(place.rows()).prepare(connection.sql());
          ResultSet rows = select.executeQuery()) {
        while (shown < SHOWN && rows.next()) {
          byte[] text = rows.getBytes(3);
          if (text != null && contains(text, text.length) && !own.contains(rows.getString(2))) {
            places.add(place.name() + " of " + rows.getString(1));
            shown++;
          }
        }
      }
    }
    return places;
  }

  private boolean contains(byte[] window, int end) {
    long last = 0;
    for (int i = 0; i < end; i++) {
      last = last << Byte.SIZE | (window[i] & 0xff);
      if (i + 1 >= SHORTEST && sieve.get(sifted(last)) && endsHere(window, i + 1, last)) {
        return true;
      }
    }
    return false;
  }

  private boolean endsHere(byte[] window, int end, long last) {
    for (byte[] piece : byLastBytes.getOrDefault(last, List.of())) {
      int start = end - piece.length;
      if (start >= 0 && Arrays.equals(window, start, end, piece, 0, piece.length)) {
        return true;
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
    int end = TextRules.wholeEnd(run, Math.min(run.length(), LONGEST));
    while (run.substring(0, end).getBytes(UTF_8).length > LONGEST) {
      end = run.offsetByCodePoints(end, -1);
    }
    String piece = run.substring(0, end);
    if (pieces.add(piece)) {
      byte[] bytes = piece.getBytes(UTF_8);
      long last = 0;
      for (byte one : bytes) {
        last = last << Byte.SIZE | (one & 0xff);
      }
      byLastBytes.computeIfAbsent(last, key -> new ArrayList<>()).add(bytes);
      sieve.set(sifted(last));
    }
  }

  private static int sifted(long last) {
    return (int) ((last * SPREAD) >>> (Long.SIZE - SIEVE_BITS));
  }

  /** A column in which a text may remain. */
  private record Place(String name, ResidueSql rows) {}
}
