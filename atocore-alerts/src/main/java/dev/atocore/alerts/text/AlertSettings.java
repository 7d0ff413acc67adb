package dev.atocore.alerts.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads single values of the environment. */
public final class AlertSettings {
  private AlertSettings() {}

  public static Path logFile(Map<String, String> env) {
    String set = value(env, "ATOCORE_ALERT_LOG");
    return set == null ? home(env).resolve("atocore-logs").resolve("alerts.log") : path(set, env);
  }

  /** The optional file of further settings. */
  public static Path configFile(Map<String, String> env) {
    String set = value(env, "ATOCORE_ALERT_CONFIG");
    if (set != null) {
      return path(set, env);
    }
    String xdg = value(env, "XDG_CONFIG_HOME");
    Path folder = xdg != null && xdg.startsWith("/") ? Path.of(xdg) : home(env).resolve(".config");
    return folder.resolve("atocore").resolve("alerts.json");
  }

  public static Path path(String text, Map<String, String> env) {
    return text.startsWith("~/") ? home(env).resolve(text.substring(2)) : Path.of(text);
  }

  /** The value of a variable; null when it is not set or blank. */
  public static @Nullable String value(Map<String, String> env, String name) {
    String value = env.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Reads {@code 500ms}, {@code 5s}, {@code 10m}, {@code 24h} or {@code 7d}; null for anything else
   * and for nothing at all.
   */
  public static @Nullable Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > 9) {
      return null;
    }
    long amount = Long.parseLong(text.substring(0, digits));
    if (amount == 0) {
      return null;
    }
    Duration read =
        switch (text.substring(digits)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s", "" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          case "d" -> Duration.ofDays(amount);
          default -> null;
        };
    return read == null ? null : bounded(read);
  }

  /** At most ten years: sums and multiples of it then never overflow. */
  public static Duration bounded(Duration duration) {
    Duration most = Duration.ofDays(3650);
    return duration.compareTo(most) > 0 ? most : duration;
  }

  private static Path home(Map<String, String> env) {
    String home = env.get("HOME");
    return Path.of(home != null && home.startsWith("/") ? home : System.getProperty("user.home"));
  }
}
