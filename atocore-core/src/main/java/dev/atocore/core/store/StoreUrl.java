package dev.atocore.core.store;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A store behind a URL of JDBC.
 *
 * @param url such as {@code jdbc:postgresql://host/store}
 * @param state the folder of this machine for what lies beside a store that is a file, such as the
 *     spool; null for {@code $XDG_STATE_HOME/atocore} or {@code ~/.local/state/atocore}
 */
public record StoreUrl(String url, @Nullable Path state) implements StoreLocation {
  private static final String SCHEMA = "currentSchema=";

  /** The store behind that URL, with the usual folder. */
  public StoreUrl(String url) {
    this(url, null);
  }

  @Override
  public StoreUrl canonical() {
    return this;
  }

  /** In a folder that is named by host, database and schema. */
  @Override
  public Path beside(String ending) {
    return (state == null ? usual() : state).resolve(name()).resolve("store" + ending);
  }

  private static Path usual() {
    String given = System.getenv("XDG_STATE_HOME");
    if (given != null && given.startsWith("/")) {
      return Path.of(given, "atocore");
    }
    String home = System.getenv("HOME");
    return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home)
        .resolve(".local/state/atocore");
  }

  /** Letters, digits, dots and underscores; of the parameters the schema alone is a part of it. */
  @Override
  public String name() {
    String shown = toString();
    String place = shown.substring(shown.indexOf(':', shown.indexOf(':') + 1) + 1);
    int at = url.indexOf(SCHEMA);
    String schema = "";
    if (at > 0) {
      int end = url.indexOf('&', at);
      schema = "_" + url.substring(at + SCHEMA.length(), end < 0 ? url.length() : end);
    }
    return (place + schema)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9.]+", "_")
        .replaceFirst("^[_.]+", "");
  }

  /** The URL without what may hold a password. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
  }
}
