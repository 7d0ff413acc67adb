package dev.atocore.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was told a memory.
 *
 * @param recalls how many answers held it
 * @param firstAt null when it was told to nobody
 * @param lastAt null when it was told to nobody
 */
public record Exposure(
    String memoryId,
    long recalls,
    @Nullable String firstAt,
    @Nullable String lastAt,
    List<Told> told) {

  /**
   * One who was told.
   *
   * @param key the name of the key that asked; null without one
   * @param onBehalfOf for whom it said to ask, or null
   * @param versions of the memory, in their order
   */
  public record Told(
      @Nullable String key,
      @Nullable String onBehalfOf,
      long count,
      String lastAt,
      List<Long> versions) {

    static Told of(Fields f) {
      return new Told(
          f.textOrNull("key"),
          f.textOrNull("on_behalf_of"),
          f.count("count"),
          f.text("last_at"),
          f.counts("versions"));
    }
  }

  static Exposure of(Fields f) {
    return new Exposure(
        f.text("memory_id"),
        f.count("recalls"),
        f.textOrNull("first_at"),
        f.textOrNull("last_at"),
        f.list("told", Told::of));
  }
}
