package dev.atocore.alerts;

import dev.atocore.alerts.event.Alert;
import dev.atocore.alerts.event.AlertStatus;
import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.format.Format;
import dev.atocore.alerts.format.Formats;
import dev.atocore.alerts.text.ContextCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Alerts that never change, for bodies that must not change either. */
public final class Samples {
  public static final Instant TIME = Instant.parse("2026-11-25T03:00:00.123Z");

  private Samples() {}

  public static Alert firing() {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("host", "web_1");
    context.put("count", 3L);
    context.put("paths", List.of("/a", "/b"));
    return alert(
        "Queue is <long> & growing, @everyone",
        "Hello *world* <@123> [x](http://y)\n# second line, @channel \u202e",
        context,
        "pipeline/queue");
  }

  static Alert resolved() {
    return firing().as(Severity.WARNING, AlertStatus.RESOLVED);
  }

  static Alert alert(
      String title,
      String message,
      Map<String, ? extends @Nullable Object> context,
      @Nullable String key) {
    return new Alert(
        "01a20f0a1b2c-0123456789abcdef",
        TIME,
        Severity.WARNING,
        "warning",
        AlertStatus.FIRING,
        title,
        message,
        ContextCopy.of(context),
        key);
  }

  /** As long as {@link Alerts} lets an alert be, made of one piece of text again and again. */
  static Alert longest(String piece) {
    Map<String, Object> context = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      context.put(fill(i + piece, 190), fill(piece, 4_000));
    }
    return alert(fill(piece, 1_000), fill(piece, 64 * 1024), context, fill(piece, 1_000));
  }

  static String fill(String piece, int length) {
    return piece
        .repeat(length / piece.length() + 1)
        .substring(0, length / piece.length() * piece.length());
  }

  /** Every string in a JSON value. */
  static List<String> strings(@Nullable Object json) {
    List<String> all = new ArrayList<>();
    if (json instanceof String text) {
      all.add(text);
    } else if (json instanceof List<?> items) {
      items.forEach(item -> all.addAll(strings(item)));
    } else if (json instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            all.add(String.valueOf(name));
            all.addAll(strings(value));
          });
    }
    return all;
  }

  static Format format(String name) {
    return format(name, "");
  }

  static Format format(String name, String addressee) {
    return new Formats(Duration.ofHours(24), null).of(name, addressee);
  }
}
