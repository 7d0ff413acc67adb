package dev.atocore.core.db.postgres;

import dev.atocore.core.error.InvalidInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How long the server may take, by its own clock: set in each transaction, as a pooler may give
 * each to another session. docs/postgresql.md has the defaults.
 *
 * @param statement of one statement; null for as long as it takes
 * @param idle between two statements of a transaction that writes; null for as long as it takes
 */
record PostgresTimeouts(@Nullable Duration statement, @Nullable Duration idle) {
  /** A reader whose output nobody reads on holds nobody up, but for the server's clean-up. */
  private static final Duration IDLE_READER = Duration.ofHours(1);

  static final Duration STATEMENT = Duration.ofMinutes(15);
  static final Duration IDLE = Duration.ofMinutes(1);

  /** Those of the environment. */
  static PostgresTimeouts given() {
    return new PostgresTimeouts(
        given("ATOCORE_POSTGRES_STATEMENT_TIMEOUT", STATEMENT),
        given("ATOCORE_POSTGRES_IDLE_TIMEOUT", IDLE));
  }

  private static @Nullable Duration given(String name, Duration usual) {
    String text = System.getenv(name);
    return text == null || text.isEmpty() ? usual : parse(name, text);
  }

  /** {@code 90s}, {@code 500ms}, {@code 15m}, {@code 2h}; null for {@code 0}. */
  static @Nullable Duration parse(String name, String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    try {
      Duration given =
          lower.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
              : lower.equals("0") ? Duration.ZERO : Duration.parse("pt" + lower);
      if (!given.isNegative()) {
        return given.isZero() ? null : given;
      }
    } catch (DateTimeParseException | NumberFormatException e) {
      // Told below.
    }
    throw new InvalidInputException(
        name + " is " + text + ", no time such as 90s, 15m or 2h, or 0 for none");
  }

  /** What a transaction that reads begins with, behind its own beginning. */
  String ofReader() {
    return "; SET LOCAL statement_timeout = "
        + millis(statement)
        + "; SET LOCAL idle_in_transaction_session_timeout = "
        + millis(idle == null ? null : IDLE_READER);
  }

  /** The same as values of a SELECT. */
  String ofWriter(Duration lock) {
    return setting("lock_timeout", lock)
        + ", "
        + setting("statement_timeout", statement)
        + ", "
        + setting("idle_in_transaction_session_timeout", idle);
  }

  private static String setting(String name, @Nullable Duration value) {
    return "set_config('" + name + "', '" + millis(value) + "', TRUE)";
  }

  private static long millis(@Nullable Duration value) {
    return value == null ? 0 : value.toMillis();
  }
}
