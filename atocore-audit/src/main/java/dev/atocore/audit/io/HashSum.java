package dev.atocore.audit.io;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A sum of hashes as numbers of 256 bits, big-endian, whatever overflows being dropped. It does not
 * depend on the order, so a log can be added up in any, and in parts. Used by one thread at a time.
 */
public final class HashSum {
  /** How many bytes a sum has. */
  public static final int BYTES = 32;

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * BYTES);

  private long high;
  private long upper;
  private long lower;
  private long low;

  /** A sum of nothing. */
  public HashSum() {}

  /** A sum to go on from. */
  public static HashSum of(byte[] sum) {
    HashSum copy = new HashSum();
    copy.add(sum);
    return copy;
  }

  /** Adds a hash; of another length than 32 bytes, which nobody computes, its end counts. */
  public void add(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash.length == BYTES ? hash : padded(hash));
    add(bytes.getLong(0), bytes.getLong(8), bytes.getLong(16), bytes.getLong(24));
  }

  /** Adds another sum. */
  public void add(HashSum other) {
    add(other.high, other.upper, other.lower, other.low);
  }

  /** The sum as bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(high)
        .putLong(upper)
        .putLong(lower)
        .putLong(low)
        .array();
  }

  /** What another sum has more than this one. */
  public BigInteger lessThan(byte[] other) {
    return number(other).subtract(number(bytes())).mod(MODULUS);
  }

  /** A sum without a hash. */
  public static BigInteger less(BigInteger sum, byte[] hash) {
    return sum.subtract(number(hash)).mod(MODULUS);
  }

  private static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  private void add(long a, long b, long c, long d) {
    low += d;
    long carry = Long.compareUnsigned(low, d) < 0 ? 1 : 0;
    carry = lower(c, carry);
    carry = upper(b, carry);
    high += a + carry;
  }

  private long lower(long part, long carry) {
    lower += part;
    boolean over = Long.compareUnsigned(lower, part) < 0;
    lower += carry;
    return over || (carry == 1 && lower == 0) ? 1 : 0;
  }

  private long upper(long part, long carry) {
    upper += part;
    boolean over = Long.compareUnsigned(upper, part) < 0;
    upper += carry;
    return over || (carry == 1 && upper == 0) ? 1 : 0;
  }

  private static byte[] padded(byte[] hash) {
    byte[] padded = new byte[BYTES];
    int length = Math.min(hash.length, BYTES);
    System.arraycopy(
        Arrays.copyOfRange(hash, hash.length - length, hash.length),
        0,
        padded,
        BYTES - length,
        length);
    return padded;
  }
}
