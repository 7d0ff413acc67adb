package dev.atocore.audit.io;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as the log and the tables beside it store them. */
public final class EntryTime {
  private EntryTime() {}

  /**
   * The stored form: ISO-8601, UTC, always six fraction digits, such as {@code
   * 2026-11-24T02:00:00.123456Z}.
   *
   * @throws DateTimeException if the year is not between 0 and 9999
   */
  public static String format(Instant instant) {
    LocalDateTime t =
        LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    if (t.getYear() < 0 || t.getYear() > 9999) {
      throw new DateTimeException("the year " + t.getYear() + " is not between 0 and 9999");
    }
    StringBuilder text = new StringBuilder(27);
    pad(text, t.getYear(), 4).append('-');
    pad(text, t.getMonthValue(), 2).append('-');
    pad(text, t.getDayOfMonth(), 2).append('T');
    pad(text, t.getHour(), 2).append(':');
    pad(text, t.getMinute(), 2).append(':');
    pad(text, t.getSecond(), 2).append('.');
    return pad(text, t.getNano() / 1000, 6).append('Z').toString();
  }

  /** The time that a stored text means; empty when another program wrote something else there. */
  public static Optional<Instant> read(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static StringBuilder pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    for (int i = plain.length(); i < digits; i++) {
      text.append('0');
    }
    return text.append(plain);
  }
}
