package dev.atocore.audit.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of hashes, beside the same sums by the JDK. */
class HashSumTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  @Test
  void sum_isThatOfTheNumbers_withoutWhatOverflows() {
    Random random = new Random(2026);
    HashSum sum = new HashSum();
    BigInteger wanted = BigInteger.ZERO;
    for (int i = 0; i < 5_000; i++) {
      byte[] hash = new byte[HashSum.BYTES];
      random.nextBytes(hash);
      // Parts of ones and zeros alone are where a carry runs on.
      int part = 8 * random.nextInt(4);
      Arrays.fill(hash, part, part + 8, (byte) (random.nextBoolean() ? 0xff : 0));
      sum.add(hash);
      wanted = wanted.add(new BigInteger(1, hash)).mod(MODULUS);

      assertThat(new BigInteger(1, sum.bytes())).isEqualTo(wanted);
    }
  }

  @Test
  void carry_runsThroughAllParts() {
    byte[] ones = new byte[HashSum.BYTES];
    Arrays.fill(ones, (byte) 0xff);
    HashSum sum = HashSum.of(ones);
    byte[] one = new byte[HashSum.BYTES];
    one[HashSum.BYTES - 1] = 1;

    sum.add(one);
    assertThat(HexFormat.of().formatHex(sum.bytes())).isEqualTo("00".repeat(HashSum.BYTES));

    sum.add(HashSum.of(ones));
    assertThat(sum.bytes()).isEqualTo(ones);
    assertThat(new HashSum().lessThan(one)).isEqualTo(BigInteger.ONE);
  }
}
