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

  /** The number in parts of 64 bits, the highest first. */
  private final long[] parts = new long[BYTES / Long.BYTES];

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
    long[] other = new long[parts.length];
    ByteBuffer.wrap(hash.length == BYTES ? hash : padded(hash)).asLongBuffer().get(other);
    add(other);
  }

  /** Adds another sum. */
  public void add(HashSum other) {
    add(other.parts);
  }

  /** The sum as bytes. */
  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.asLongBuffer().put(parts);
    return bytes.array();
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

  private void add(long[] other) {
    long carry = 0;
    for (int i = parts.length - 1; i >= 0; i--) {
      long sum = parts[i] + other[i];
      long carried = sum + carry;
      // At most one of the two can overflow.
      carry = Long.compareUnsigned(sum, other[i]) < 0 || (carried == 0 && carry == 1) ? 1 : 0;
      parts[i] = carried;
    }
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
