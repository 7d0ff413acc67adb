package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import dev.atocore.core.search.VectorFault;
import dev.atocore.core.search.VectorFault.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the vectors with the texts they should be of, a page of memories at a time. */
public final class VectorCare {
  private static final int PAGE = 500;

  private VectorCare() {}

  /**
   * What vectors should be.
   *
   * @param model of that model
   * @param dimensions with so many numbers; 0 for any
   */
  public record Wanted(String model, int dimensions) {}

  /**
   * A vector that is to be made.
   *
   * @param source {@link VectorTable#OWN} or the chunk's id
   * @param text of what
   */
  public record Owed(String memoryId, String source, String text) {}

  /**
   * A vector that is to go.
   *
   * @param source {@link VectorTable#OWN} or the chunk's id
   */
  public record Surplus(String memoryId, String source) {}

  /**
   * What a look at some memories came to.
   *
   * @param owed vectors that are to be made, or made again
   * @param surplus vectors that are to go
   * @param faults what is wrong, memory by memory
   * @param looked how many memories were looked at
   * @param next where the next page begins; -1 after the last
   */
  public record Page(
      List<Owed> owed, List<Surplus> surplus, List<VectorFault> faults, int looked, long next) {}

  /**
   * What vectors should be: what that embedder makes, or without one what most of them are.
   *
   * @return null where there are no vectors and no embedder: then none are missed
   */
  public static @Nullable Wanted wanted(StoreConnection connection, TextVectors vectors)
      throws SQLException {
    if (vectors.isOn()) {
      return madeByEmbedder(connection, vectors);
    }
    try (ResultSet rows = connection.prepare(VectorSql.COMMONEST).executeQuery()) {
      return rows.next() ? new Wanted(rows.getString(1), rows.getInt(2)) : null;
    }
  }

  /** The vectors that the embedder makes; while it does not say how long, as most of its are. */
  public static Wanted madeByEmbedder(StoreConnection connection, TextVectors vectors)
      throws SQLException {
    int dimensions = vectors.dimensions();
    return new Wanted(
        vectors.model(),
        dimensions > 0 ? dimensions : commonestLength(connection, vectors.model()));
  }

  /** The model alone, which does not look at all vectors where there is an embedder. */
  static @Nullable String model(StoreConnection connection, TextVectors vectors)
      throws SQLException {
    if (vectors.isOn()) {
      return vectors.model();
    }
    Wanted wanted = wanted(connection, vectors);
    return wanted == null ? null : wanted.model();
  }

  private static int commonestLength(StoreConnection connection, String model) throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.COMMONEST_LENGTH);
    select.setString(1, model);
    try (ResultSet rows = select.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** The number of the newest audit entry; what is changed later has a higher one. */
  public static long newestEntry(StoreConnection connection) throws SQLException {
    try (ResultSet rows = connection.prepare(VectorSql.NEWEST_ENTRY).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /** Ids that have vectors and are no memory's, at most so many. */
  public static List<String> orphans(StoreConnection connection, int most) throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.ORPHANS);
    select.setInt(1, most);
    List<String> ids = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  /**
   * Looks at the next memories.
   *
   * @param after the {@link Page#next} of the page before; 0 for the first
   * @param changedAfter only memories with an entry after that one; null for all
   */
  public static Page look(
      StoreConnection connection, Wanted wanted, long after, @Nullable Long changedAfter)
      throws SQLException {
    List<Text> texts = texts(connection, after, changedAfter);
    if (texts.isEmpty()) {
      return new Page(List.of(), List.of(), List.of(), 0, -1);
    }
    long last = texts.get(texts.size() - 1).seq();
    Map<String, List<VectorTable.Row>> rows = rows(connection, after, last);
    List<Owed> owed = new ArrayList<>();
    List<Surplus> surplus = new ArrayList<>();
    List<VectorFault> faults = new ArrayList<>();
    for (Text text : texts) {
      Set<Kind> kinds = EnumSet.noneOf(Kind.class);
      List<VectorTable.Row> its = rows.getOrDefault(text.id(), List.of());
      for (VectorTable.Row row : its) {
        if (text.of(row.source()) == null) {
          surplus.add(new Surplus(text.id(), row.source()));
          kinds.add(Kind.ORPHANED);
        }
      }
      compare(text, VectorTable.OWN, its, wanted, kinds, owed);
      if (text.chunkId() != null) {
        compare(text, text.chunkId(), its, wanted, kinds, owed);
      }
      if (!kinds.isEmpty()) {
        faults.add(new VectorFault(text.id(), List.copyOf(kinds)));
      }
    }
    return new Page(owed, surplus, faults, texts.size(), texts.size() < PAGE ? -1 : last);
  }

  private static void compare(
      Text text,
      String source,
      List<VectorTable.Row> rows,
      Wanted wanted,
      Set<Kind> kinds,
      List<Owed> owed) {
    String says = text.of(source);
    if (says == null) {
      return;
    }
    Kind kind = Kind.MISSING;
    for (VectorTable.Row row : rows) {
      if (row.source().equals(source)) {
        kind = fault(row, text.seq(), says, wanted);
      }
    }
    if (kind != null) {
      kinds.add(kind);
      owed.add(new Owed(text.id(), source, says));
    }
  }

  private static @Nullable Kind fault(VectorTable.Row row, long seq, String says, Wanted wanted) {
    if (!row.model().equals(wanted.model())) {
      return Kind.WRONG_MODEL;
    }
    int dimensions = wanted.dimensions() == 0 ? row.vector().length : wanted.dimensions();
    if (row.vector().length != dimensions || row.codeLength() != Embedding.codeLength(dimensions)) {
      return Kind.WRONG_SIZE;
    }
    if (!Arrays.equals(row.textDigest(), TextVectors.digest(says)) || row.seq() != seq) {
      return Kind.STALE;
    }
    return row.isWhole() ? null : Kind.DAMAGED;
  }

  private static List<Text> texts(
      StoreConnection connection, long after, @Nullable Long changedAfter) throws SQLException {
    Query query = new Query(VectorSql.TEXTS, after);
    if (changedAfter != null) {
      query.and(VectorSql.CHANGED_LATELY, changedAfter);
    }
    List<Text> texts = new ArrayList<>();
    try (ResultSet rows = query.then(PAGE).prepareKept(connection.sql()).executeQuery()) {
      while (rows.next()) {
        String content = rows.getString(3);
        texts.add(
            new Text(
                rows.getLong(1),
                rows.getString(2),
                content == null ? "" : content,
                rows.getString(4),
                rows.getString(5)));
      }
    }
    return texts;
  }

  private static Map<String, List<VectorTable.Row>> rows(
      StoreConnection connection, long after, long last) throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.ROWS);
    select.setLong(1, after);
    select.setLong(2, last);
    Map<String, List<VectorTable.Row>> all = new HashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        VectorTable.Row row = VectorTable.read(rows);
        all.computeIfAbsent(row.memoryId(), id -> new ArrayList<>()).add(row);
      }
    }
    return all;
  }

  /** A memory, and the chunk that it cites if that is there. */
  private record Text(
      long seq, String id, String content, @Nullable String chunkId, @Nullable String said) {
    /** The text that a vector of that source should be of; null when there should be none. */
    @Nullable String of(String source) {
      if (content.isBlank() || content.equals(Memory.REDACTED)) {
        return null;
      }
      if (source.equals(VectorTable.OWN)) {
        return content;
      }
      return said == null
              || said.isBlank()
              || said.equals(Memory.REDACTED)
              || !source.equals(chunkId)
          ? null
          : said;
    }
  }
}
