package dev.atocore.core.source;

import dev.atocore.core.db.StoreConnection;
import dev.atocore.core.error.InvalidInputException;
import dev.atocore.core.state.State;
import dev.atocore.core.text.TextRules;
import java.sql.SQLException;

/**
 * How far an extractor has read the chunks. Whoever runs it keeps that, once what it found is
 * imported, as the state {@code atocore/status/extract_watermark}.
 */
final class ExtractedUpTo {
  private static final String CATEGORY = "status";
  private static final String KEY = "extract_watermark";
  private static final int MOST_DIGITS = 18;

  private ExtractedUpTo() {}

  /**
   * The seq of the last chunk that was read; 0 when none was.
   *
   * @throws InvalidInputException if the state is no number
   */
  static long read(StoreConnection connection) throws SQLException {
    return State.get(connection, State.OWN, CATEGORY, KEY)
        .map(value -> parse(value.value()))
        .orElse(0L);
  }

  /** A number, or one that was written as a text. */
  private static long parse(String text) {
    String number = text.strip();
    if (number.length() > 2 && number.startsWith("\"") && number.endsWith("\"")) {
      number = number.substring(1, number.length() - 1).strip();
    }
    boolean isNumber = !number.isEmpty() && number.length() <= MOST_DIGITS;
    for (int i = 0; i < number.length() && isNumber; i++) {
      isNumber = number.charAt(i) >= '0' && number.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw new InvalidInputException(
          "state atocore/status/extract_watermark is "
              + TextRules.quote(text)
              + ", not a number; set it to the seq of the last chunk that was extracted");
    }
    return Long.parseLong(number);
  }
}
