package dev.atocore.core.memory;

import dev.atocore.core.db.StoreConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The codes of all vectors of one model in memory, so that a question is compared with a million of
 * them in some milliseconds: 56 bytes a vector of 384 numbers. It follows the table by the stamps
 * of its rows. What was replaced or removed since stays in it, until it is half of all: whoever
 * uses it reads the rows themselves before anything is told. Thread-safe.
 */
final class CodeBook {
  private static final int FIRST = 1_024;

  /** Fewer than these are never worth beginning anew for. */
  private static final int FEW = 100_000;

  private final String model;
  private int words;
  private long[] codes = new long[0];
  private long[] places = new long[0];
  private int size;
  private int sizeAtFirst;
  private long settled;

  CodeBook(String model) {
    this.model = model;
  }

  boolean isOf(String other) {
    return model.equals(other);
  }

  /** The codes as they are in that transaction, and perhaps some of later ones. */
  synchronized View view(StoreConnection connection, int codeLength) throws SQLException {
    int wanted = (codeLength + Long.BYTES - 1) / Long.BYTES;
    if (wanted != words || (size > FEW && size / 2 > sizeAtFirst)) {
      words = wanted;
      codes = new long[0];
      places = new long[0];
      size = 0;
      settled = 0;
    }
    boolean first = size == 0;
    long until = settled(connection);
    PreparedStatement select = connection.prepare(VectorSql.CODES);
    select.setString(1, model);
    select.setLong(2, settled);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        byte[] code = rows.getBytes(3);
        if (code != null && code.length == codeLength) {
          add(rows.getLong(2), code);
        }
      }
    }
    if (first) {
      sizeAtFirst = size;
    }
    // Rows that are not settled yet come again next time: a code that is there twice does no harm.
    settled = Math.max(settled, until);
    return new View(codes, places, size, words);
  }

  private static long settled(StoreConnection connection) throws SQLException {
    try (ResultSet rows = connection.prepare(VectorSql.SETTLED).executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private void add(long place, byte[] code) {
    if (size == places.length) {
      int more = Math.max(FIRST, size + size / 2);
      places = Arrays.copyOf(places, more);
      codes = Arrays.copyOf(codes, more * words);
    }
    places[size] = place;
    pack(code, codes, size * words);
    size++;
  }

  private static void pack(byte[] code, long[] into, int at) {
    for (int i = 0; i < code.length; i++) {
      int word = at + i / Long.BYTES;
      long bits = (code[i] & 0xFFL) << ((i % Long.BYTES) * Byte.SIZE);
      into[word] = i % Long.BYTES == 0 ? bits : into[word] | bits;
    }
  }

  /** Codes that do not change. */
  static final class View {
    private final long[] codes;
    private final long[] places;
    private final int size;
    private final int words;

    private View(long[] codes, long[] places, int size, int words) {
      this.codes = codes;
      this.places = places;
      this.size = size;
      this.words = words;
    }

    /**
     * The numbers of the memories by how many signs differ, nearest first; one may come twice.
     *
     * @param allowed only these numbers; null for all
     */
    long[] byDistance(byte[] code, @Nullable BitSet allowed) {
      long[] question = new long[words];
      pack(code, question, 0);
      int most = words * Long.SIZE + 1;
      int[] starts = new int[most + 1];
      short[] distances = new short[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        if (allowed != null && !isIn(allowed, places[i])) {
          distances[i] = -1;
          continue;
        }
        int distance = 0;
        int at = i * words;
        for (int word = 0; word < words; word++) {
          distance += Long.bitCount(codes[at + word] ^ question[word]);
        }
        distances[i] = (short) distance;
        starts[distance + 1]++;
        count++;
      }
      for (int i = 1; i < starts.length; i++) {
        starts[i] += starts[i - 1];
      }
      long[] sorted = new long[count];
      for (int i = 0; i < size; i++) {
        if (distances[i] >= 0) {
          sorted[starts[distances[i]]++] = places[i];
        }
      }
      return sorted;
    }

    private static boolean isIn(BitSet allowed, long place) {
      return place >= 0 && place <= Integer.MAX_VALUE && allowed.get((int) place);
    }
  }
}
