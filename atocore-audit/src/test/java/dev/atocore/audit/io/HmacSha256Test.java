package dev.atocore.audit.io;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha256Test {
  /** Test case 2 of RFC 4231. */
  @Test
  void vector_givesItsCode() {
    byte[] code =
        HmacSha256.of("Jefe".getBytes(US_ASCII), "what do ya want for nothing?".getBytes(US_ASCII));

    assertThat(HexFormat.of().formatHex(code))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void anyKeyAndMessage_giveWhatJavaGives() throws GeneralSecurityException {
    Random random = new Random(7);
    for (int length : new int[] {1, 32, 63, 64, 65, 131}) {
      byte[] key = new byte[length];
      byte[] message = new byte[length * 3];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertThat(HmacSha256.of(key, message)).isEqualTo(mac.doFinal(message));
    }
  }
}
