package dev.atocore.core.text;

import dev.atocore.audit.io.EntryTime;
import dev.atocore.core.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as the store writes them and as people type them. All are UTC. */
public final class Times {
  private Times() {}

  /**
   * The stored form: ISO-8601, UTC, always six fraction digits, such as {@code
   * 2026-11-24T02:00:00.123456Z}.
   */
  public static String format(Instant instant) {
    try {
      return EntryTime.format(instant);
    } catch (DateTimeException e) {
      throw new InvalidInputException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A time as people give it: ISO-8601 with {@code Z} or an offset, without one for UTC, a date for
   * its first moment, or an age such as {@code 30m}, {@code 2h} or {@code 7d} before {@code now}.
   *
   * @throws InvalidInputException if it is none of these, or not between the years 0 and 9999
   */
  public static Instant parse(String text, Instant now) {
    Instant time = read(text, now, -1);
    format(time);
    return time;
  }

  /**
   * A time to come as people give it: the same, but an age such as {@code 90d} is so much after
   * {@code now}.
   *
   * @throws InvalidInputException if it is none of these, or not between the years 0 and 9999
   */
  public static Instant parseAhead(String text, Instant now) {
    Instant time = read(text, now, 1);
    format(time);
    return time;
  }

  private static Instant read(String text, Instant now, int direction) {
    try {
      if (isAge(text)) {
        return now.plus(parseAge(text).multipliedBy(direction));
      }
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      String iso = text.replace(' ', 'T');
      boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
      return offset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidInputException(
          TextRules.quote(text)
              + " is no time; use ISO-8601 (2026-11-24T02:00:00Z), a date (2026-11-24) or an age"
              + " (30m, 2h, 7d)");
    }
  }

  /**
   * An age: a whole number and {@code s}, {@code m}, {@code h}, {@code d} or {@code w}.
   *
   * @throws InvalidInputException if it is not
   */
  public static Duration parseAge(String text) {
    if (!isAge(text)) {
      throw new InvalidInputException(
          TextRules.quote(text) + " is no age; use a number and s, m, h, d or w, such as 14d");
    }
    try {
      long amount = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(amount);
        case 'm' -> Duration.ofMinutes(amount);
        case 'h' -> Duration.ofHours(amount);
        case 'd' -> Duration.ofDays(amount);
        default -> Duration.ofDays(Math.multiplyExact(amount, 7));
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidInputException(TextRules.quote(text) + " is too large an age");
    }
  }

  private static boolean isAge(String text) {
    int digits = text.length() - 1;
    if (digits < 1 || "smhdw".indexOf(text.charAt(digits)) < 0) {
      return false;
    }
    for (int i = 0; i < digits; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Now, or that time if it is later: a clock set back makes nothing earlier than it was. */
  public static String nowOrLater(String previous) {
    String now = format(Instant.now());
    return previous.length() == now.length() && previous.compareTo(now) > 0 ? previous : now;
  }
}
