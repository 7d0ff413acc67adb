package dev.atocore.integrity.check;

import org.jspecify.annotations.Nullable;

/**
 * A piece of the texts in an index. The bounds are bytes, so that texts that are no valid UTF-8
 * bound a piece too.
 */
public final class KeyRange {
  private final byte @Nullable [] after;
  private final byte @Nullable [] upTo;

  /**
   * A piece.
   *
   * @param after the texts are greater; null from the first one, the empty text included
   * @param upTo the texts are at most that; null up to the last one, and blobs, which come after
   */
  KeyRange(byte @Nullable [] after, byte @Nullable [] upTo) {
    this.after = after;
    this.upTo = upTo;
  }

  /** Whether the column is in the range, as a condition with {@link #values}. */
  String on(String column) {
    return column
        + (after == null ? " >= ''" : " > CAST(? AS TEXT)")
        + (upTo == null ? "" : " AND " + column + " <= CAST(? AS TEXT)");
  }

  /** What the condition's {@code ?} stand for when it stands there so many times. */
  public @Nullable Object[] values(int times) {
    int each = (after == null ? 0 : 1) + (upTo == null ? 0 : 1);
    @Nullable Object[] values = new @Nullable Object[each * times];
    int next = 0;
    while (next < values.length) {
      if (after != null) {
        values[next++] = after;
      }
      if (upTo != null) {
        values[next++] = upTo;
      }
    }
    return values;
  }
}
