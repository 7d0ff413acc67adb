package dev.atocore.cli.out;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x061C, 0x200B, 0x200E, 0x202E,
        0x2028, 0x2066, 0xFEFF, 0xE0041
      })
  void oneLine_dangerousCharacter_isEscaped(int c) {
    String safe = TerminalText.oneLine("a" + Character.toString(c) + "b");

    String hex = Integer.toHexString(c);
    assertThat(safe)
        .isEqualTo(
            c > 0xFFFF
                ? "a\\u{" + hex + "}b"
                : "a\\u" + "0000".substring(hex.length()) + hex + "b");
  }

  @Test
  void oneLine_halfASurrogatePair_isEscaped() {
    assertThat(TerminalText.oneLine("a\uD83D")).isEqualTo("a\\ud83d");
  }

  @Test
  void oneLine_ordinaryText_staysAsItIs() {
    String text = "Grüße, 世界! 🎉 \"quoted\" \\ 👨‍👩‍👧 نص";

    assertThat(TerminalText.oneLine(text)).isEqualTo(text);
  }

  @Test
  void lines_keepsLineBreaksAndTabs() {
    assertThat(TerminalText.lines("a\n\tb\rc")).isEqualTo("a\n\tb\\u000dc");
    assertThat(TerminalText.oneLine("a\n\tb")).isEqualTo("a  b");
  }

  @Test
  void width_countsColumns() {
    assertThat(TerminalText.width("abc")).isEqualTo(3);
    assertThat(TerminalText.width("世界")).isEqualTo(4);
    assertThat(TerminalText.width("e\u0301")).isEqualTo(1);
    assertThat(TerminalText.width("🎉")).isEqualTo(2);
    assertThat(TerminalText.width("한국어")).isEqualTo(6);
    assertThat(TerminalText.width("ＡＢ")).isEqualTo(4);
    assertThat(TerminalText.width("ไม่")).isEqualTo(2);
    assertThat(TerminalText.width("Grüße")).isEqualTo(5);
  }

  @Test
  void width_ofWhatIsJoined() {
    String family = "👨\u200D👩\u200D👧";
    assertThat(TerminalText.width(family)).isEqualTo(6);
    assertThat(TerminalText.width("👍\uD83C\uDFFD")).as("with a tone of skin").isEqualTo(2);
    assertThat(TerminalText.width("🇩🇪")).as("a flag").isEqualTo(2);
    assertThat(TerminalText.width("❤\uFE0F")).as("a variation").isEqualTo(1);
    assertThat(TerminalText.width("a\u20DD")).as("in a circle").isEqualTo(1);
  }

  @Test
  void cut_neverSplitsACharacter() {
    assertThat(TerminalText.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(TerminalText.cut("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(TerminalText.cut("世界世界", 6)).isEqualTo("世界…");
    assertThat(TerminalText.cut("🎉🎉🎉🎉", 6)).isEqualTo("🎉🎉…");
  }
}
