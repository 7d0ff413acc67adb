package dev.atocore.core.source;

import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of a chunk, to see what it makes of a memory whose words it has. A sentence that
 * has the words speaks for itself; what is said around it counts against it: a heading, the line
 * that leads in, and the sentences beside it. Rather no evidence than a wrong one.
 */
final class Passages {
  private static final Pattern BLOCK_START =
      Pattern.compile("\\s*(?:[-*+>|#]|\\d{1,9}[.)]\\s|$).*", Pattern.DOTALL);

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s+|(?<=[。！？；])");

  /** What begins a sentence about the one before. */
  private static final Set<String> REFERRING =
      Set.of(
          "this",
          "that",
          "it",
          "they",
          "these",
          "those",
          "which",
          "but",
          "however",
          "not",
          "no",
          "dies",
          "das",
          "es",
          "aber",
          "cela",
          "ceci",
          "mais",
          "esto",
          "eso",
          "pero",
          "wrong",
          "since",
          "now",
          "later",
          "then",
          "today",
          "update",
          "edit",
          "correction");

  private static final int SHORT = 6;

  private final List<Sentence> sentences = new ArrayList<>();

  Passages(String text) {
    StringBuilder block = new StringBuilder();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      if (BLOCK_START.matcher(line).matches()) {
        number += add(block, number);
      }
      block.append(line).append(' ');
      if (line.strip().startsWith("#")) {
        number += add(block, number);
      }
    }
    add(block, number);
  }

  private int add(StringBuilder block, int number) {
    String text = block.toString().strip();
    block.setLength(0);
    if (text.isEmpty()) {
      return 0;
    }
    for (String sentence : SENTENCE_END.split(text, -1)) {
      sentences.add(new Sentence(sentence, number));
    }
    return 1;
  }

  /** One sentence of a block. */
  private static final class Sentence {
    private final int block;
    private final boolean heading;
    private final boolean leadIn;
    private final boolean refers;
    private final Set<String> words;
    private final DenialWords denial;

    Sentence(String text, int block) {
      List<String> all = Words.all(text);
      this.block = block;
      this.heading = text.startsWith("#");
      this.leadIn = text.endsWith(":");
      this.words = new HashSet<>(all);
      this.denial = DenialWords.in(text);
      this.refers =
          all.size() <= SHORT
              || (!all.isEmpty() && REFERRING.contains(all.get(0).toLowerCase(Locale.ROOT)));
    }

    boolean has(Set<String> wanted) {
      return wanted.stream().filter(words::contains).count() >= Mentions.SHARE * wanted.size();
    }
  }

  /**
   * What the chunk makes of a memory.
   *
   * @param words the significant words of the memory
   * @param said how its own text denies
   */
  Stance stance(Set<String> words, DenialWords said) {
    Stance stance = null;
    for (int i = 0; i < sentences.size(); i++) {
      if (sentences.get(i).has(words)) {
        stance = worse(stance, at(i, said));
      }
    }
    if (stance != null) {
      return stance;
    }
    // The words are scattered over several sentences: nothing may be denied in any of them.
    DenialWords all = new DenialWords(0, 0, 0);
    for (Sentence sentence : sentences) {
      all = all.and(sentence.denial);
    }
    return all.any() || said.any() || all.doubts() > said.doubts()
        ? Stance.UNCLEAR
        : Stance.AFFIRMS;
  }

  private Stance at(int place, DenialWords said) {
    Sentence sentence = sentences.get(place);
    Sentence before = beside(place, -1);
    Sentence after = beside(place, 1);
    if (!sentence.denial.agrees(said) || isDeniedAbove(place)) {
      return Stance.DENIES;
    }
    if (after != null && after.denial.any()) {
      return after.refers ? Stance.DENIES : Stance.UNCLEAR;
    }
    boolean doubted = sentence.denial.doubts() > said.doubts();
    return doubted || (before != null && before.denial.any()) ? Stance.UNCLEAR : Stance.AFFIRMS;
  }

  /** The neighbour in the same block; null at its end. */
  private @Nullable Sentence beside(int place, int step) {
    int other = place + step;
    if (other < 0 || other >= sentences.size()) {
      return null;
    }
    Sentence sentence = sentences.get(other);
    boolean same = sentence.block == sentences.get(place).block;
    // A paragraph of one short sentence about what is above it.
    return same || (step > 0 && sentence.refers && !sentence.heading) ? sentence : null;
  }

  /** Whether a heading above, or the line that leads in, denies what follows. */
  private boolean isDeniedAbove(int place) {
    boolean leadIn = false;
    for (int i = place - 1; i >= 0; i--) {
      Sentence above = sentences.get(i);
      if (above.heading) {
        return above.denial.any();
      }
      if (above.leadIn && !leadIn) {
        leadIn = true;
        if (above.denial.any()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Stance worse(@Nullable Stance one, Stance other) {
    if (one == null || other == Stance.DENIES) {
      return other;
    }
    return one == Stance.AFFIRMS ? other : one;
  }
}
