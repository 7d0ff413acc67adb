package dev.atocore.core.recall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * To whom a memory was told.
 *
 * @param memoryId the memory
 * @param recalls in how many answers
 * @param firstAt when first; null when never
 * @param lastAt when last; null when never
 * @param told to whom, who was told last first
 */
public record Exposure(
    String memoryId,
    long recalls,
    @Nullable String firstAt,
    @Nullable String lastAt,
    List<ToldTo> told) {
  /** Copies the list. */
  public Exposure {
    told = List.copyOf(told);
  }

  /**
   * What one reader was told of the memory.
   *
   * @param key the name of its key; null when it had none
   * @param onBehalfOf for whom it claimed to read; null when it claimed nothing
   * @param count in how many answers
   * @param lastAt when last
   * @param versions which versions, in order
   */
  public record ToldTo(
      @Nullable String key,
      @Nullable String onBehalfOf,
      long count,
      String lastAt,
      List<Long> versions) {
    /** Copies the list. */
    public ToldTo {
      versions = List.copyOf(versions);
    }
  }

  /** The same in a few words: {@code told 4 times, to 2 readers}. */
  public String summary() {
    return "told "
        + recalls
        + (recalls == 1 ? " time, to " : " times, to ")
        + told.size()
        + (told.size() == 1 ? " reader" : " readers");
  }
}
