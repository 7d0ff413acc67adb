package dev.atocore.integrity.check;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about one finding: what its check says, with the names of the finding filled in. */
final class Mending {
  private static final Pattern NAME =
      Pattern.compile("\\b(MEMORY_ID|DOCUMENT_ID|CHUNK_ID|PROJECT|FILE)\\b");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:@/+-]+");

  private Mending() {}

  /** Names come from the store and may be anything: a shell gets each as one word. */
  static String of(String mend, Details details) {
    Map<String, Object> values = details.values();
    Matcher names = NAME.matcher(mend);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      Object value = values.get(names.group().toLowerCase(Locale.ROOT));
      String word = value instanceof String text ? quote(text) : names.group();
      names.appendReplacement(filled, Matcher.quoteReplacement(word));
    }
    return names.appendTail(filled).toString();
  }

  private static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
