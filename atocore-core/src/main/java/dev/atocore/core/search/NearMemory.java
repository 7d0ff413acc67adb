package dev.atocore.core.search;

import dev.atocore.core.model.Memory;
import org.jspecify.annotations.Nullable;

/**
 * A living memory that says almost the same as another.
 *
 * @param memory the memory
 * @param likeness the share of significant words that the two have in common (Dice's coefficient),
 *     or how alike their meanings are (the cosine); above 0 to 1
 * @param byMeaning whether the likeness is that of the meanings
 * @param difference in what the two may contradict each other; null in nothing that can be seen
 */
public record NearMemory(
    Memory memory, double likeness, boolean byMeaning, @Nullable Difference difference) {
  /** One that shares its words with that text. */
  public static NearMemory byWords(Memory memory, double likeness, String other) {
    return new NearMemory(memory, likeness, false, Difference.between(memory.content(), other));
  }

  /** One that means what that text means. */
  public static NearMemory byMeaning(Memory memory, double likeness, String other) {
    return new NearMemory(memory, likeness, true, Difference.between(memory.content(), other));
  }
}
