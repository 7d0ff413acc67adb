package dev.atocore.core.memory;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.search.ClosePair;
import dev.atocore.core.search.Difference;
import dev.atocore.core.search.Embedding;
import dev.atocore.core.search.TextVectors;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pairs of active memories that mean almost the same. The signs of their vectors are
 * compared, all with all in a project of some thousands; in a larger one each with those that agree
 * in a stretch of them, which nearly all close ones do somewhere.
 */
public final class ClosePairs {
  /** Up to here all are compared with all. */
  private static final int FEW = 6_000;

  private static final int BAND_BYTES = 2;

  /** Of memories that agree in a stretch each is compared with so many neighbours. */
  private static final int NEIGHBOURS = 40;

  private ClosePairs() {}

  /** Each pair once. */
  public static void find(
      StoreConnection connection, TextVectors vectors, Runnable each, Consumer<ClosePair> found)
      throws SQLException {
    String model = VectorCare.model(connection, vectors);
    if (model == null) {
      return;
    }
    Map<String, List<Item>> projects = new TreeMap<>();
    PreparedStatement select = connection.prepare(VectorSql.ACTIVE_CODES);
    select.setString(1, model);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] code = rows.getBytes(4);
        if (code != null) {
          projects
              .computeIfAbsent(
                  rows.getString(2) + "\0" + rows.getString(3), key -> new ArrayList<>())
              .add(new Item(rows.getLong(1), code));
        }
      }
    }
    for (List<Item> items : projects.values()) {
      each.run();
      if (items.size() <= FEW) {
        for (int i = 0; i < items.size(); i++) {
          for (int other = i + 1; other < items.size(); other++) {
            compare(connection, model, items.get(i), items.get(other), found);
          }
        }
      } else {
        inBands(connection, model, items, each, found);
      }
    }
  }

  private static void inBands(
      StoreConnection connection,
      String model,
      List<Item> items,
      Runnable each,
      Consumer<ClosePair> found)
      throws SQLException {
    int length = items.get(0).code().length;
    for (int band = 0; band + BAND_BYTES <= length; band += BAND_BYTES) {
      each.run();
      int from = band;
      items.sort(
          (a, b) -> {
            int order =
                Arrays.compare(
                    a.code(), from, from + BAND_BYTES, b.code(), from, from + BAND_BYTES);
            return order == 0 ? Long.compare(a.seq(), b.seq()) : order;
          });
      for (int i = 0; i < items.size(); i++) {
        Item one = items.get(i);
        int end = Math.min(items.size(), i + NEIGHBOURS);
        for (int other = i + 1; other < end; other++) {
          Item next = items.get(other);
          if (!sameBand(one, next, from)) {
            break;
          }
          if (firstBandInCommon(one, next) == from) {
            compare(connection, model, one, next, found);
          }
        }
      }
    }
  }

  private static boolean sameBand(Item one, Item other, int from) {
    return Arrays.equals(
        one.code(), from, from + BAND_BYTES, other.code(), from, from + BAND_BYTES);
  }

  /** So that a pair is compared once only. */
  private static int firstBandInCommon(Item one, Item other) {
    int band = 0;
    while (!sameBand(one, other, band)) {
      band += BAND_BYTES;
    }
    return band;
  }

  private static void compare(
      StoreConnection connection, String model, Item one, Item other, Consumer<ClosePair> found)
      throws SQLException {
    if (one.code().length != other.code().length) {
      return;
    }
    int bits = one.code().length * Byte.SIZE;
    int distance = 0;
    for (int i = 0; i < one.code().length; i++) {
      distance += Integer.bitCount((one.code()[i] ^ other.code()[i]) & 0xFF);
    }
    // The angle of two vectors tells how many of their signs differ; a little more is let through.
    double most = Math.acos(NearMeanings.ALIKE) / Math.PI * bits + Math.sqrt(bits);
    if (distance > most) {
      return;
    }
    Item older = one.seq() < other.seq() ? one : other;
    Side first = side(connection, model, older.seq());
    Side second = side(connection, model, older == one ? other.seq() : one.seq());
    if (first == null || second == null) {
      return;
    }
    double similarity = Embedding.ofStored(first.vector()).similarity(second.vector());
    if (similarity >= NearMeanings.ALIKE) {
      found.accept(
          new ClosePair(
              first.id(),
              second.id(),
              Math.min(1, similarity),
              Difference.between(first.content(), second.content())));
    }
  }

  /** A memory with its vector; null when the vector is not of its text. */
  private static @Nullable Side side(StoreConnection connection, String model, long seq)
      throws SQLException {
    PreparedStatement select = connection.prepare(VectorSql.SIDE);
    select.setLong(1, seq);
    select.setString(2, model);
    try (ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      String content = rows.getString(2);
      byte[] vector = rows.getBytes(4);
      return content == null
              || vector == null
              || vector.length == 0
              || !Arrays.equals(rows.getBytes(3), TextVectors.digest(content))
          ? null
          : new Side(rows.getString(1), content, vector);
    }
  }

  /** The code of a memory. */
  private static final class Item {
    private final long seq;
    private final byte[] code;

    Item(long seq, byte[] code) {
      this.seq = seq;
      this.code = code;
    }

    long seq() {
      return seq;
    }

    byte[] code() {
      return code;
    }
  }

  /** One side of a pair. */
  private static final class Side {
    private final String id;
    private final String content;
    private final byte[] vector;

    Side(String id, String content, byte[] vector) {
      this.id = id;
      this.content = content;
      this.vector = vector;
    }

    String id() {
      return id;
    }

    String content() {
      return content;
    }

    byte[] vector() {
      return vector;
    }
  }
}
