package dev.atocore.core.memory;

import dev.atocore.audit.sql.Query;
import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.model.Memory;
import dev.atocore.core.model.SourceChunks;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the memories whose meanings are the nearest to a question's: by the signs of all vectors
 * first, then by the vectors of the best. Only memories that meet the conditions are counted, and a
 * vector only as long as it is of the text that the memory, or the chunk, has now. Thread-safe; one
 * for each open store.
 */
public final class VectorIndex {
  /** Reading as many numbers beforehand costs less than looking at too many memories. */
  private static final int FEW = 20_000;

  private static final int FIRST_LOOK = 400;
  private static final int MOST_AT_ONCE = 5_000;

  private @Nullable CodeBook book;

  /**
   * A memory with how alike it is.
   *
   * @param seq its number
   * @param own how alike its own text is; null when it has no vector
   * @param source how alike the text of the chunk is that it cites; null when it has no vector
   * @param said the text of that chunk; null when there is none
   */
  public record Near(
      Memory memory,
      long seq,
      @Nullable Double own,
      @Nullable Double source,
      @Nullable String said) {}

  /**
   * The nearest, in no order.
   *
   * @param conditions puts what memories must meet to a statement
   * @param selective whether few memories may meet them
   * @param wanted at least so many, as long as there are that many
   */
  List<Near> nearest(
      StoreConnection connection,
      String model,
      Embedding question,
      UnaryOperator<Query> conditions,
      boolean selective,
      int wanted)
      throws SQLException {
    CodeBook.View view = book(model).view(connection, Embedding.codeLength(question.dimensions()));
    byte[] code = question.code();
    BitSet allowed = selective ? allowed(connection, conditions) : null;
    long[] sorted = view.byDistance(code, allowed);
    Map<Long, Near> found = new LinkedHashMap<>();
    int next = 0;
    int look = Math.max(FIRST_LOOK, wanted);
    while (next < sorted.length && found.size() < wanted) {
      Set<Long> places = new LinkedHashSet<>();
      for (; next < sorted.length && places.size() < look; next++) {
        if (!found.containsKey(sorted[next])) {
          places.add(sorted[next]);
        }
      }
      int before = found.size();
      for (Near near : scored(connection, model, question, conditions, places)) {
        if (near.own() != null || near.source() != null) {
          found.put(near.seq(), near);
        }
      }
      if (allowed == null && (found.size() - before) * 10 < places.size()) {
        allowed = allowed(connection, conditions);
        if (allowed != null) {
          sorted = view.byDistance(code, allowed);
          next = 0;
        }
      }
      look = Math.min(MOST_AT_ONCE, look * 2);
    }
    return new ArrayList<>(found.values());
  }

  private synchronized CodeBook book(String model) {
    CodeBook current = book;
    if (current == null || !current.isOf(model)) {
      current = new CodeBook(model);
      book = current;
    }
    return current;
  }

  /** The numbers of the memories that meet the conditions; null when they are many. */
  private static @Nullable BitSet allowed(
      StoreConnection connection, UnaryOperator<Query> conditions) throws SQLException {
    PreparedStatement select =
        conditions.apply(new Query(VectorSql.ALLOWED)).then(FEW + 1).prepareKept(connection.sql());
    BitSet allowed = new BitSet();
    int count = 0;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        long seq = rows.getLong(1);
        count++;
        if (seq < 0 || seq > Integer.MAX_VALUE) {
          return null;
        }
        allowed.set((int) seq);
      }
    }
    return count > FEW ? null : allowed;
  }

  /** Those of these memories that meet the conditions, with how alike they are. */
  static List<Near> scored(
      StoreConnection connection,
      String model,
      Embedding question,
      UnaryOperator<Query> conditions,
      Collection<Long> places)
      throws SQLException {
    if (places.isEmpty()) {
      return List.of();
    }
    PreparedStatement select =
        conditions
            .apply(new Query(VectorSql.SCORED, SourceChunks.json(texts(places)), model))
            .prepareKept(connection.sql());
    Map<Long, Near> near = new LinkedHashMap<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Near before = near.get(rows.getLong(1));
        near.put(rows.getLong(1), read(rows, question, before));
      }
    }
    return new ArrayList<>(near.values());
  }

  private static Near read(ResultSet rows, Embedding question, @Nullable Near before)
      throws SQLException {
    Near near = before;
    if (near == null) {
      StoredMemory stored = MemoryTable.read(rows);
      String said = rows.getString("said");
      near =
          new Near(
              stored.memory(),
              stored.seq(),
              null,
              null,
              said == null || said.equals(Memory.REDACTED) ? null : said);
    }
    String source = rows.getString("source");
    byte[] vector = rows.getBytes("vector");
    if (source == null || vector == null) {
      return near;
    }
    byte[] digest = rows.getBytes("text_digest");
    String said = near.said();
    if (source.equals(VectorTable.OWN)) {
      return isOf(digest, near.memory().content())
          ? new Near(near.memory(), near.seq(), question.similarity(vector), near.source(), said)
          : near;
    }
    return said != null && source.equals(near.memory().sourceChunkId()) && isOf(digest, said)
        ? new Near(near.memory(), near.seq(), near.own(), question.similarity(vector), said)
        : near;
  }

  private static boolean isOf(byte @Nullable [] digest, String text) {
    return Arrays.equals(digest, TextVectors.digest(text));
  }

  private static List<String> texts(Collection<Long> places) {
    List<String> texts = new ArrayList<>(places.size());
    for (long place : places) {
      texts.add(Long.toString(place));
    }
    return texts;
  }
}
