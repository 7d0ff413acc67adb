package dev.atocore.core.model;

import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.text.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a memory is valid, and by when somebody should look at it again. Times are in the stored
 * form; in a {@link MemoryPatch} null leaves what is there, and an empty text clears it.
 *
 * @param from valid at or after this; null for ever before
 * @param until valid before this; null for ever after
 * @param reviewBy when it is to be looked at; null for never
 */
public record Validity(@Nullable String from, @Nullable String until, @Nullable String reviewBy) {
  /** Always valid. */
  public static final Validity ALWAYS = new Validity(null, null, null);

  /** What clears a time, as people say it. */
  public static final String CLEARED = "none";

  /** With these parts, none made anew where all are null. */
  public static Validity of(
      @Nullable String from, @Nullable String until, @Nullable String reviewBy) {
    return from == null && until == null && reviewBy == null
        ? ALWAYS
        : new Validity(from, until, reviewBy);
  }

  /**
   * From what people give: times, or ages such as {@code 90d}, which mean from now on; {@link
   * #CLEARED} clears. Null says nothing.
   *
   * @throws InvalidInputException if one is no time
   */
  public static Validity parse(
      @Nullable String from, @Nullable String until, @Nullable String reviewBy, Instant now) {
    return of(
        parse("valid_from", from, now),
        parse("valid_until", until, now),
        parse("review_by", reviewBy, now));
  }

  private static @Nullable String parse(String name, @Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    if (text.isEmpty() || text.equals(CLEARED)) {
      return "";
    }
    try {
      return Times.format(Times.parseAhead(text, now));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(name + ": " + e.getMessage());
    }
  }

  /** What another validity becomes by this one, as a patch. */
  Validity over(Validity old) {
    return of(
        MemoryPatch.replace(old.from, from),
        MemoryPatch.replace(old.until, until),
        MemoryPatch.replace(old.reviewBy, reviewBy));
  }

  /** Checks that there is a time at which it is valid. */
  void require() {
    if (from != null && until != null && from.compareTo(until) >= 0) {
      throw new InvalidInputException(
          "valid_until " + until + " is not after valid_from " + from + ": it is never valid");
    }
  }

  /** Whether it is past its end at that time, in the stored form. */
  public boolean expiredAt(String time) {
    return until != null && until.compareTo(time) <= 0;
  }

  /** Whether it is valid at that time, in the stored form. */
  public boolean includes(String time) {
    return begunAt(time) && !expiredAt(time);
  }

  /** Whether it has begun by that time, in the stored form. */
  public boolean begunAt(String time) {
    return from == null || from.compareTo(time) <= 0;
  }
}
