package dev.atocore.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How values look on a page. Gives plain text; the templates escape it. */
final class Show {
  /** Words that have a colour in the stylesheet. */
  private static final Set<String> COLOURED =
      Set.of(
          "candidate",
          "active",
          "superseded",
          "invalid",
          "created",
          "updated",
          "promoted",
          "rejected",
          "invalidated",
          "reinforced",
          "reverted",
          "info",
          "warning",
          "critical",
          "ok",
          "findings",
          "error",
          "firing",
          "resolved",
          "living",
          "expired");

  private Show() {}

  /** A stored time without its fraction, such as {@code 2026-11-25 18:00:49}. */
  static String time(String timestamp) {
    return timestamp.length() > 19 && timestamp.charAt(10) == 'T'
        ? timestamp.substring(0, 10) + " " + timestamp.substring(11, 19)
        : timestamp;
  }

  /** How long ago, such as {@code 3 min ago}; the text itself when it is no time. */
  static String ago(String timestamp) {
    Instant then;
    try {
      then = Instant.parse(timestamp);
    } catch (DateTimeException e) {
      return timestamp;
    }
    long seconds = Duration.between(then, Instant.now()).toSeconds();
    if (seconds < 0) {
      return time(timestamp);
    }
    if (seconds < 60) {
      return "just now";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min ago";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h ago";
    }
    long days = seconds / 86_400;
    return days == 1 ? "yesterday" : days < 60 ? days + " days ago" : timestamp.substring(0, 10);
  }

  /** A number with its thousands apart. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 finding}, {@code 2 findings}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A share as a whole percentage, rounded down: 100 % means all. */
  static String percent(double share) {
    return (int) Math.floor(share * 100) + " %";
  }

  /** So many of a long list are shown within a row. */
  static final int FIRST = 20;

  /** The first of them. */
  static <T> List<T> first(List<T> all) {
    return all.size() <= FIRST ? all : all.subList(0, FIRST);
  }

  /** The text, cut at so many characters as people count them. */
  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }

  /** The address of a memory's page. Ids may be any text, and a slash cannot be part of a path. */
  static String memory(String id) {
    return plain(id) ? "/memories/" + encode(id) : "/memories/-?id=" + encode(id);
  }

  /** Whether the id can stand in a path as it is. */
  static boolean plain(String id) {
    return id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')
        && !id.equals("-");
  }

  /** A text as a part of a path or a query. */
  static String encode(@Nullable String text) {
    return text == null ? "" : URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /**
   * The class of a status, an action or a severity; other programs' words have none of their own.
   */
  static String tone(String word) {
    return COLOURED.contains(word) ? "tone-" + word : "tone-other";
  }

  /**
   * The rows that a detail of a finding is made of, each by its columns: one or a list of them.
   * Empty when it is something else.
   */
  static List<Map<String, String>> rows(@Nullable Object detail) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Object one : detail instanceof List<?> list ? list : Collections.singletonList(detail)) {
      if (!(one instanceof Map<?, ?> columns)) {
        return List.of();
      }
      Map<String, String> row = new LinkedHashMap<>();
      columns.forEach(
          (name, value) -> row.put(String.valueOf(name), value == null ? "" : value.toString()));
      rows.add(row);
    }
    return rows;
  }

  /** A field's name for people. */
  static String field(String name) {
    return name.replace('_', ' ');
  }
}
