package dev.atocore.alerts.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The details of an alert that a message has room for.
 *
 * @param shown the details, in order
 * @param leftOut how many there is no room for
 */
record Fields(List<Field> shown, int leftOut) {
  private static final int SHORT = 40;

  /** One detail, cut and escaped. */
  record Field(String name, String value) {
    /** Whether it can share its line with another. */
    boolean isShort() {
      return value.length() <= SHORT;
    }
  }

  /**
   * Fits details into a message.
   *
   * @param max how many there may be, without the note of what is left out
   * @param room how many characters all of them may take, without that note
   * @param cut makes a field of a name and a value in words
   */
  static Fields fit(
      Map<String, ?> context, int max, int room, BiFunction<String, String, Field> cut) {
    List<Field> shown = new ArrayList<>();
    int left = room;
    for (Map.Entry<String, ?> entry : context.entrySet()) {
      Field field = cut.apply(entry.getKey(), Headline.value(entry.getValue()));
      left -= field.name().length() + field.value().length();
      if (shown.size() == max || left < 0) {
        break;
      }
      shown.add(field);
    }
    return new Fields(shown, context.size() - shown.size());
  }

  /** How many details there may be where the note of what is left out counts as one. */
  static int besideNote(Map<String, ?> context, int max) {
    return context.size() > max ? max - 1 : max;
  }

  /** The note of what is left out. */
  String note() {
    return leftOut + " more left out";
  }
}
