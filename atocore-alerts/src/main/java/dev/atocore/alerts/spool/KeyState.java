package dev.atocore.alerts.spool;

import dev.atocore.alerts.event.Severity;
import dev.atocore.alerts.json.AlertJson;
import dev.atocore.alerts.text.JsonReader;
import dev.atocore.alerts.text.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each sink has been told about one condition. Not thread-safe: read, changed and written
 * under the lock of {@link KeyStates}.
 *
 * @param sinks what each sink knows, by its id
 * @param readable false when there was a state that could not be read, so that nothing is known
 */
public record KeyState(Map<String, Told> sinks, boolean readable) {
  /**
   * The id under which the log, SLF4J and the caller's own sinks are one: they are all told each
   * time.
   */
  public static final String LOCAL = "local";

  public static KeyState empty(boolean readable) {
    return new KeyState(new LinkedHashMap<>(), readable);
  }

  /**
   * What one sink was told.
   *
   * @param severity the severity it was told last; null when it was told nothing yet
   * @param at when
   * @param id the alert it was told with
   * @param title the title of that alert
   * @param pending the spool file that is on its way to it; null when there is none
   * @param pendingSeverity the severity of what is on its way
   */
  public record Told(
      @Nullable Severity severity,
      @Nullable Instant at,
      @Nullable String id,
      @Nullable String title,
      @Nullable String pending,
      @Nullable Severity pendingSeverity) {

    public static final Told NOTHING = new Told(null, null, null, null, null, null);

    /** Field by field: a record's own comparison costs a short command 15 ms to set up. */
    boolean isNothing() {
      return severity == null
          && at == null
          && id == null
          && title == null
          && pending == null
          && pendingSeverity == null;
    }

    public boolean fired() {
      return severity != null;
    }

    public Told with(@Nullable String newPending, @Nullable Severity newSeverity) {
      return new Told(severity, at, id, title, newPending, newSeverity);
    }

    /** Whether it is time to repeat that the condition lasts. */
    public boolean dueAgain(Instant now, Duration repeat) {
      Instant last = at;
      // A nightly job never runs at the same second: without slack every other night would be
      // silent.
      Duration slack = repeat.dividedBy(24);
      if (last == null || last.isAfter(now.plus(slack))) {
        return true;
      }
      return !last.plus(repeat.minus(slack)).isAfter(now);
    }
  }

  public Told of(String sinkId) {
    Told told = sinks.get(sinkId);
    return told == null ? Told.NOTHING : told;
  }

  public void set(String sinkId, Told told) {
    if (told.isNothing()) {
      sinks.remove(sinkId);
    } else {
      sinks.put(sinkId, told);
    }
  }

  String toJson(String key) {
    Map<String, Object> all = new LinkedHashMap<>();
    sinks.forEach((id, told) -> all.put(id, map(told)));
    return new JsonWriter().begin().field("key", key).field("sinks", all).end().toString();
  }

  private static Map<String, @Nullable Object> map(Told told) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("severity", text(told.severity()));
    map.put("at", told.at());
    map.put("id", told.id());
    map.put("title", told.title());
    map.put("pending", told.pending());
    map.put("pending_severity", text(told.pendingSeverity()));
    return map;
  }

  private static @Nullable String text(@Nullable Severity severity) {
    return severity == null ? null : severity.text();
  }

  static KeyState parse(String key, String text) {
    Map<?, ?> json = JsonReader.object(text);
    if (!key.equals(json.get("key")) || !(json.get("sinks") instanceof Map<?, ?> all)) {
      return empty(false);
    }
    KeyState state = empty(true);
    all.forEach(
        (id, value) -> {
          if (value instanceof Map<?, ?> map) {
            state.set(String.valueOf(id), told(map));
          }
        });
    return state;
  }

  private static Told told(Map<?, ?> map) {
    return new Told(
        severity(map, "severity"),
        AlertJson.instant(map, "at"),
        JsonReader.string(map, "id"),
        JsonReader.string(map, "title"),
        fileName(map),
        severity(map, "pending_severity"));
  }

  private static @Nullable Severity severity(Map<?, ?> map, String name) {
    String text = JsonReader.string(map, name);
    Severity.Parsed parsed = Severity.parse(text);
    // A word that is none means that nothing is known, and then the alert is sent.
    return parsed.fellBack() ? null : parsed.severity();
  }

  private static @Nullable String fileName(Map<?, ?> map) {
    String name = JsonReader.string(map, "pending");
    return name == null || SpoolEntry.sinkIdOf(name) == null ? null : name;
  }
}
