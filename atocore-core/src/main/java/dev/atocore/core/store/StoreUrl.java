package dev.atocore.core.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A store behind a URL of JDBC.
 *
 * @param url such as {@code jdbc:postgresql://host/store}
 * @param state the folder of this machine for what lies beside a store that is a file, such as the
 *     spool; null for {@code $XDG_STATE_HOME/atocore} or {@code ~/.local/state/atocore}
 */
public record StoreUrl(String url, @Nullable Path state) implements StoreLocation {
  /** The store behind that URL, with the usual folder. */
  public StoreUrl(String url) {
    this(url, null);
  }

  @Override
  public StoreUrl canonical() {
    return this;
  }

  /** The URL without what may hold a password. */
  @Override
  public String toString() {
    return url.replaceFirst("//[^/@]*@", "//").replaceFirst("\\?.*", "");
  }
}
