package dev.atocore.core.search;

import dev.atocore.core.text.DenialWords;
import dev.atocore.core.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In what two texts of almost the same meaning may contradict each other, by their signs alone:
 * nothing is understood, and nothing is decided by it.
 */
public enum Difference {
  /** One denies or ends something more often than the other. */
  NEGATION,
  /** Both have dates, months or days, and not the same. */
  DATE,
  /** Both have numbers, and not the same. */
  NUMBER;

  private static final Pattern DATES =
      Pattern.compile(
          "\\d{4}-\\d{1,2}(?:-\\d{1,2})?|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}|\\d{1,2}:\\d{2}"
              + "|(?<![\\p{L}\\d])(?:19|20)\\d{2}(?![\\p{L}\\d])");

  private static final Pattern NUMBERS = Pattern.compile("\\d+(?:[.,]\\d+)*");

  private static final Set<String> DAYS =
      Set.of(
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "january",
          "february",
          "march",
          "april",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december",
          "today",
          "tomorrow",
          "yesterday",
          "montag",
          "dienstag",
          "mittwoch",
          "donnerstag",
          "freitag",
          "samstag",
          "sonntag",
          "januar",
          "februar",
          "märz",
          "mai",
          "juni",
          "juli",
          "oktober",
          "dezember",
          "morning",
          "noon",
          "evening",
          "midnight",
          "spring",
          "summer",
          "autumn",
          "winter");

  private static final Set<String> COUNTS =
      Set.of(
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "twenty",
          "thirty",
          "forty",
          "fifty",
          "sixty",
          "seventy",
          "eighty",
          "ninety",
          "hundred",
          "thousand",
          "million",
          "once",
          "twice",
          "half",
          "both",
          "zwei",
          "drei",
          "vier",
          "fünf",
          "sechs",
          "sieben",
          "acht",
          "neun",
          "zehn");

  /** How it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The first that is found; null when none is. */
  public static @Nullable Difference between(String one, String other) {
    DenialWords denials = DenialWords.in(one);
    if (!denials.agrees(DenialWords.in(other))) {
      return NEGATION;
    }
    String first = Words.folded(one);
    String second = Words.folded(other);
    if (differ(found(DATES, DAYS, first), found(DATES, DAYS, second))) {
      return DATE;
    }
    return differ(
            found(NUMBERS, COUNTS, DATES.matcher(first).replaceAll(" ")),
            found(NUMBERS, COUNTS, DATES.matcher(second).replaceAll(" ")))
        ? NUMBER
        : null;
  }

  private static boolean differ(List<String> one, List<String> other) {
    return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
  }

  private static List<String> found(Pattern pattern, Set<String> words, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    for (String word : Words.all(text)) {
      if (words.contains(word)) {
        found.add(word);
      }
    }
    found.sort(null);
    return found;
  }
}
