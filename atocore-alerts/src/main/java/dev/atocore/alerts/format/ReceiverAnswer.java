package dev.atocore.alerts.format;

import dev.atocore.alerts.text.JsonReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's answer.
 *
 * @param status the HTTP status
 * @param retryAfter the header Retry-After; null when there is none
 * @param body the first bytes of the body as text
 */
public record ReceiverAnswer(int status, @Nullable String retryAfter, String body) {
  private static final Duration MAX_WAIT = Duration.ofHours(24);
  private static final List<String> ERROR_WORDS =
      List.of(
          "error", "fail", "invalid", "denied", "forbidden", "unauthorized", "not found", "reject");

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** What the status alone means. */
  Attempt byStatus(Instant now) {
    if (succeeded()) {
      return new Attempt.Accepted();
    }
    if (status >= 300 && status < 400) {
      return later(
          "HTTP " + status + ": it redirects, and redirects are never followed; set the final URL",
          null);
    }
    return switch (status) {
      case 400, 401, 403, 404, 410, 413 -> new Attempt.Refused(explained());
      default -> later(explained(), askedWait(now));
    };
  }

  /** What the status means, unless the body of a success says that it is none. */
  Attempt byStatusUnless(boolean denied, Instant now) {
    return succeeded() && denied ? later(explained(), null) : byStatus(now);
  }

  /**
   * Whether the body speaks of an error, in one of the ways in which receivers and what stands in
   * their place do so. An answer that says nothing of the kind, or nothing at all, is a yes.
   */
  boolean saysError() {
    if (JsonReader.parseLenient(body) instanceof Map<?, ?> json) {
      return isFalse(json.get("ok"))
          || isFalse(json.get("success"))
          || isSomething(json.get("error"))
          || isSomething(json.get("errors"))
          || isErrorStatus(json.get("status"))
          || (json.get("result") instanceof String result && speaksOfError(result))
          || isErrorStatus(json.get("status_code"))
          || isErrorStatus(json.get("statusCode"));
    }
    return speaksOfError(body);
  }

  private static boolean isFalse(@Nullable Object value) {
    return Boolean.FALSE.equals(value) || "false".equals(value);
  }

  private static boolean isSomething(@Nullable Object value) {
    return value != null
        && !isFalse(value)
        && !"".equals(value)
        && !(value instanceof Number number && number.doubleValue() == 0)
        && !(value instanceof Collection<?> items && items.isEmpty())
        && !(value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static boolean isErrorStatus(@Nullable Object status) {
    return status instanceof Number number
        ? number.doubleValue() >= 400
        : status instanceof String text && speaksOfError(text);
  }

  private static boolean speaksOfError(String text) {
    String words = text.toLowerCase(Locale.ROOT);
    for (String word : ERROR_WORDS) {
      if (words.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static Attempt.Later later(String reason, @Nullable Duration wait) {
    return new Attempt.Later(reason, wait, false);
  }

  private String explained() {
    String said = said();
    return "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
  }

  /**
   * The receiver's own words: the message in its JSON, or its text. Whole, since a secret that was
   * cut in two would no longer be found and masked.
   */
  private String said() {
    if (JsonReader.parseLenient(body) instanceof Map<?, ?> json) {
      for (String name : new String[] {"message", "error", "description", "detail", "title"}) {
        String text = JsonReader.string(json, name);
        if (text != null) {
          Object errors = json.get("errors");
          return errors == null ? text : text + " " + Headline.value(errors);
        }
      }
    }
    return body.strip();
  }

  /**
   * How long to wait: seconds, maybe with a fraction, in the JSON body or the header, or a date in
   * the header.
   */
  private @Nullable Duration askedWait(Instant now) {
    if (JsonReader.parseLenient(body) instanceof Map<?, ?> json) {
      Object own = json.get("retry_after");
      // Telegram's.
      Object inside =
          json.get("parameters") instanceof Map<?, ?> more ? more.get("retry_after") : null;
      if ((own == null ? inside : own) instanceof Number seconds) {
        return bounded(seconds.doubleValue());
      }
    }
    if (retryAfter == null) {
      return null;
    }
    try {
      return bounded(Double.parseDouble(retryAfter.strip()));
    } catch (NumberFormatException notSeconds) {
      try {
        Instant at =
            ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        return bounded(Duration.between(now, at).toMillis() / 1000.0);
      } catch (DateTimeException notDate) {
        return null;
      }
    }
  }

  private static @Nullable Duration bounded(double seconds) {
    if (Double.isNaN(seconds)) {
      return null;
    }
    // Rounded up: a millisecond too early is another 429.
    double millis = Math.ceil(Math.max(0, seconds) * 1000);
    return millis >= MAX_WAIT.toMillis() ? MAX_WAIT : Duration.ofMillis((long) millis);
  }
}
