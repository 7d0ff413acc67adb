package dev.atocore.audit.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atocore.audit.entry.ByteString;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowDigestTest {
  /** Made by Python's hashlib from the description in RowDigest. */
  @Test
  void digest_isWhatTheDescriptionGives() {
    assertThat(HexFormat.of().formatHex(RowDigest.of("projects", "shop", "Caf\u00e9", null, 12L)))
        .isEqualTo("8f736b76445729ab98174bcbe7fa2856");
  }

  @Test
  void storedValues_giveTheSame() {
    RowDigest stored = new RowDigest("t");
    stored.addStored("text", "a".getBytes(UTF_8));
    stored.addStored("integer", "-7".getBytes(UTF_8));
    stored.addStored("null", null);
    stored.addStored("blob", new byte[] {1, 2});

    assertThat(stored.bytes())
        .isEqualTo(RowDigest.of("t", "a", -7L, null, ByteString.wrap(new byte[] {1, 2})));
  }

  @Test
  void differentRows_haveDifferentDigests() {
    List<byte[]> digests =
        List.of(
            RowDigest.of("t", "ab", "c"),
            RowDigest.of("t", "a", "bc"),
            RowDigest.of("t", "abc"),
            RowDigest.of("t", "abc", null),
            RowDigest.of("t", "abc", ""),
            RowDigest.of("u", "abc"),
            RowDigest.of("t", "1"),
            RowDigest.of("t", 1L));

    assertThat(digests).extracting(HexFormat.of()::formatHex).doesNotHaveDuplicates();
  }

  @Test
  void valueThatNoRowHas_isRefused() {
    assertThatThrownBy(() -> RowDigest.of("t", 1.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
