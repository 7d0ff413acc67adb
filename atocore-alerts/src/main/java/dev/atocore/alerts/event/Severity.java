package dev.atocore.alerts.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How urgent an alert is, in rising order. Immutable and thread-safe. */
public enum Severity {
  /** For the record. */
  INFO("info"),
  /** Someone should look today. */
  WARNING("warning"),
  /** Someone should look now. */
  CRITICAL("critical");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /** The lower-case name used in JSON, on the command line and in the log. */
  public String text() {
    return text;
  }

  /** Whether this severity is {@code other} or more urgent. */
  public boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /**
   * Reads a severity, upper or lower case, also by the names that syslog, loggers and monitoring
   * systems have for it. An alert with an odd severity must still go out, so anything else becomes
   * {@link #INFO}, and the result says so: the caller prints the warning, and no sink's minimum
   * keeps the alert out.
   *
   * @param text what was typed; null counts as an empty text
   */
  public static Parsed parse(@Nullable String text) {
    String requested = text == null ? "" : text.strip();
    return switch (requested.toLowerCase(Locale.ROOT)) {
      case "info", "information", "informational", "notice", "low", "debug", "trace", "verbose" ->
          new Parsed(INFO, requested, false);
      case "warning", "warn", "medium", "moderate", "minor", "average" ->
          new Parsed(WARNING, requested, false);
      case "critical",
          "crit",
          "error",
          "err",
          "fatal",
          "severe",
          "major",
          "high",
          "alert",
          "panic",
          "emergency",
          "emerg",
          "disaster" ->
          new Parsed(CRITICAL, requested, false);
      default -> new Parsed(INFO, requested, true);
    };
  }

  /**
   * A severity as read.
   *
   * @param severity the severity to use
   * @param requested the text as typed, without surrounding blanks
   * @param fellBack true when the text named no severity and {@code severity} is the stand-in
   */
  public record Parsed(Severity severity, String requested, boolean fellBack) {}
}
