package dev.atocore.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atocore.core.search.WordDiff.Kind;
import dev.atocore.core.search.WordDiff.Part;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordDiffTest {
  @Test
  void oneWord_isOnePart() {
    assertThat(WordDiff.between("Water it in the evening.", "Water it in the morning."))
        .containsExactly(
            new Part(Kind.KEPT, "Water it in the "),
            new Part(Kind.REMOVED, "evening"),
            new Part(Kind.ADDED, "morning"),
            new Part(Kind.KEPT, "."));
  }

  @Test
  void neighbouringWords_areOnePhrase() {
    assertThat(text(WordDiff.between("a red fox ran", "a blue cat ran")))
        .isEqualTo("a [-red fox-]{+blue cat+} ran");
  }

  @Test
  void sameText_isKept() {
    assertThat(WordDiff.between("same", "same")).containsExactly(new Part(Kind.KEPT, "same"));
    assertThat(WordDiff.between("", "")).isEmpty();
  }

  @Test
  void emptySides() {
    assertThat(text(WordDiff.between("", "new"))).isEqualTo("{+new+}");
    assertThat(text(WordDiff.between("old", ""))).isEqualTo("[-old-]");
  }

  @Test
  void whiteSpaceAlone_isAChange() {
    assertThat(text(WordDiff.between("a b", "a  b"))).isEqualTo("a[- -]{+  +}b");
    assertThat(text(WordDiff.between("a\nb", "a b"))).isEqualTo("a[-\n-]{+ +}b");
  }

  @Test
  void combinedCharacters_areNotTorn() {
    for (Part part : WordDiff.between("café naïve 🌱", "cafe\u0301 naïve 🌿")) {
      assertThat(Character.isLowSurrogate(part.text().charAt(0))).isFalse();
      assertThat(part.text()).doesNotStartWith("\u0301");
    }
  }

  @Test
  void longTextsWithOneChange_findIt() {
    String line = "The pumps run at six, and again at noon when it is dry.\n";
    String before = line.repeat(1_000);
    String after = line.repeat(499) + line.replace("noon", "dusk") + line.repeat(500);

    assertThat(WordDiff.between(before, after))
        .hasSize(4)
        .contains(new Part(Kind.REMOVED, "noon"), new Part(Kind.ADDED, "dusk"));
  }

  @Test
  void longTextsWithFarChanges_areComparedByLines() {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      before.append("line ").append(i).append(" says this and that\n");
      after
          .append("line ")
          .append(i)
          .append(i % 500 == 0 ? " says less\n" : " says this and that\n");
    }

    assertThat(text(WordDiff.between(before.toString(), after.toString())))
        .contains("line 500 says [-this and that-]{+less+}\nline 501 says this and that\n");
  }

  @Test
  void longTextsWithNothingInCommon_areTwoParts() {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (int i = 0; i < 9_000; i++) {
      before.append('a').append(i).append(',');
      after.append('b').append(i).append(';');
    }

    assertThat(WordDiff.between(before.toString(), after.toString()))
        .containsExactly(
            new Part(Kind.REMOVED, before.toString()), new Part(Kind.ADDED, after.toString()));
  }

  @Test
  void anyTwoTexts_canBePutTogetherAgain() {
    Random random = new Random(20261125);
    String[] words = {"a", "b", "ü", "🌱", " ", "  ", "\n", ".", "\u0301", "\u202e", "漢", "字"};
    for (int round = 0; round < 2_000; round++) {
      String before = text(random, words);
      String after = text(random, words);
      StringBuilder old = new StringBuilder();
      StringBuilder now = new StringBuilder();
      for (Part part : WordDiff.between(before, after)) {
        assertThat(part.text()).isNotEmpty();
        old.append(part.kind() == Kind.ADDED ? "" : part.text());
        now.append(part.kind() == Kind.REMOVED ? "" : part.text());
      }
      assertThat(old).hasToString(before);
      assertThat(now).hasToString(after);
    }
  }

  private static String text(Random random, String[] words) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(words[random.nextInt(words.length)]);
    }
    return text.toString();
  }

  private static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part.kind()) {
        case KEPT -> text.append(part.text());
        case REMOVED -> text.append("[-").append(part.text()).append("-]");
        case ADDED -> text.append("{+").append(part.text()).append("+}");
      }
    }
    return text.toString();
  }
}
