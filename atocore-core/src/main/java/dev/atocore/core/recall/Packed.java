package dev.atocore.core.recall;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of numbers in few bytes, as a list and what points to lists are stored: seven bits a byte,
 * the lowest first, the eighth bit set on all but the last.
 */
final class Packed {
  private Packed() {}

  /** A pair. */
  record Pair(long first, long second) {}

  /** The memories of a list and their versions, in order. */
  static byte[] pairs(List<Pair> pairs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(pairs.size() * 5);
    for (Pair pair : pairs) {
      write(out, pair.first());
      write(out, pair.second());
    }
    return out.toByteArray();
  }

  static List<Pair> pairs(byte[] bytes) {
    Reader reader = new Reader(bytes);
    List<Pair> pairs = new ArrayList<>();
    while (reader.more()) {
      pairs.add(new Pair(reader.next(), reader.next()));
    }
    return pairs;
  }

  /** The lists that a memory is in, ascending, and its versions there: each list as a step. */
  static byte[] ascending(long base, List<Pair> pairs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(pairs.size() * 3);
    long last = base;
    for (Pair pair : pairs) {
      write(out, pair.first() - last);
      write(out, pair.second());
      last = pair.first();
    }
    return out.toByteArray();
  }

  static List<Pair> ascending(long base, byte[] bytes) {
    List<Pair> pairs = new ArrayList<>();
    long last = base;
    for (Pair step : pairs(bytes)) {
      last += step.first();
      pairs.add(new Pair(last, step.second()));
    }
    return pairs;
  }

  private static void write(ByteArrayOutputStream out, long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Reads number by number; what is cut off or too long ends it. */
  private static final class Reader {
    private final byte[] bytes;
    private int place;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean more() {
      return place < bytes.length;
    }

    long next() {
      long number = 0;
      int shift = 0;
      while (place < bytes.length) {
        byte part = bytes[place++];
        number |= (long) (part & 0x7f) << shift;
        if (part >= 0) {
          break;
        }
        shift += 7;
      }
      return number;
    }
  }
}
